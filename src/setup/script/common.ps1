$ErrorActionPreference = 'Stop'

function Write-Step([string] $State, [string] $Text) {
    Write-Host ('{0,-8} {1}' -f $State, $Text)
}

function Test-Guid([string] $Text) {
    $parsed = [guid]::Empty
    return [guid]::TryParseExact($Text, 'D', [ref] $parsed)
}

# Installs a module only when no version is there that this PowerShell can load; gives that version.
function Install-MissingModule([string] $Name, [string] $Maximum) {
    $there = Get-Module -ListAvailable -Name $Name |
        Where-Object { -not $Maximum -or $_.Version -le [version] $Maximum } |
        Sort-Object -Property Version -Descending |
        Select-Object -First 1
    if ($there) {
        Write-Step 'there' "module $Name $($there.Version)"
        return $there.Version
    }
    $install = @{ Name = $Name; Force = $true; Scope = if ($AllUsers) { 'AllUsers' } else { 'CurrentUser' } }
    if ($Maximum) {
        $install.MaximumVersion = $Maximum
    }
    if ($PSCmdlet.ShouldProcess($Name, 'Install-Module')) {
        Install-Module @install
        $there = Get-Module -ListAvailable -Name $Name | Sort-Object -Property Version -Descending | Select-Object -First 1
        Write-Step 'done' "module $Name $($there.Version) installed"
        return $there.Version
    }
}

# PowerShell before anything else: an old one fails later with a message that does not name the cause.
$running = [version] ('{0}.{1}' -f $PSVersionTable.PSVersion.Major, $PSVersionTable.PSVersion.Minor)
$core = $PSVersionTable.PSEdition -eq 'Core'
if ($running -lt [version] '5.1') {
    throw "This is PowerShell $running. Use Windows PowerShell 5.1, which comes with Windows, or PowerShell 7.6 or later."
}
Write-Step 'there' "PowerShell $running"

if (-not (Test-Guid $ClientId)) {
    throw "-ClientId is '$ClientId', which is not a GUID: give the Application (client) ID of the app registration."
}
Write-Step 'source' $Source

# Signs in to Microsoft Graph, in the right tenant.
function Connect-Graph([string[]] $Scopes) {
    $graph = @{ Scopes = $Scopes }
    if ($TenantId) {
        $graph.TenantId = $TenantId
    }
    Connect-MgGraph @graph | Out-Null
}
