<#
.SYNOPSIS
    Tells which client secret of an app is the one in a file, and until when it is valid; makes a new one.

.DESCRIPTION
    Written by osweb-config @@version@@. Lists the app's secrets as Microsoft Entra shows them (their first three characters, ID
    and last day), asks for the one in the file, and says which of them matches: a match, no proof, since only the first three
    characters can be compared. Then it prints the comment that says in the file when the secret expires.

    The secret is asked for without being shown, so that it gets into no script, no command line, no history and no transcript;
    it is compared here, and nothing of it is printed or sent. -WhatIf shows what would be changed and changes nothing.

.PARAMETER ClientId
    Application (client) ID of the app registration.

.PARAMETER TenantId
    Directory (tenant) ID.

.PARAMETER Secret
    The value of oAuthClientSecret in the file, as a SecureString; asked for when it is missing.

.PARAMETER New
    Makes a new secret and puts it into the clipboard, for "osweb-config rotate"; the others stay valid. Needs the role
    Application Administrator or Cloud Application Administrator, or an owner of the app.

.PARAMETER Days
    For how many days a new secret is valid.

.PARAMETER Description
    Description of a new secret.

.PARAMETER AllUsers
    Installs a missing module for all users of the machine rather than for the current one.

.EXAMPLE
    .\secret.ps1

.EXAMPLE
    .\secret.ps1 -New -Days 180 -WhatIf
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [string] $ClientId = @@client@@,
    [string] $TenantId = @@tenant@@,
    [string] $Description = @@app@@,
    [securestring] $Secret,
    [switch] $New,
    [ValidateRange(1, 730)]
    [int] $Days = 365,
    [switch] $AllUsers
)

$Source = @@file@@
$Comment = @@comment@@
@@common@@
# A day in UTC, as the comment has it.
function Get-Day([datetime] $Time) {
    return $Time.ToUniversalTime().ToString('yyyy-MM-dd', [cultureinfo]::InvariantCulture)
}

# Why Entra made no secret.
function Get-Refusal([string] $Text) {
    switch -Regex ($Text) {
        'CredentialTypeNotAllowed|Credential type not allowed' {
            return 'The organization blocks new client secrets (Restricted Mode, "Block addition of new password credentials to apps", or an app management policy of its own). Secrets that are there already go on. Ask the administrator of the tenant to exempt this app: enaio''s documentation knows no certificate and no federated credential.'
        }
        'CredentialInvalidLifetime|Credential lifetime exceeds' {
            return "A policy of the organization allows no secret that is valid for $Days days. Give fewer with -Days."
        }
        'Authorization_RequestDenied|Insufficient privileges' {
            return 'Your account may not add a secret to this app: it takes the role Application Administrator or Cloud Application Administrator, or an owner of the app.'
        }
    }
    return 'This is not Restricted Mode: the reason is the message above.'
}

if (-not (Install-MissingModule 'Microsoft.Graph.Applications' '')) {
    Write-Step 'stopped' 'without the module nothing more can be looked at'
    return
}
Connect-Graph @(if ($New -and -not $WhatIfPreference) { 'Application.ReadWrite.All' } else { 'Application.Read.All' })
$registration = @(Get-MgApplication -Filter "appId eq '$ClientId'")
if ($registration.Count -ne 1) {
    throw "The tenant has no app registration with the client ID $ClientId. Look at -ClientId and -TenantId."
}
$enterprise = @(Get-MgServicePrincipal -Filter "appId eq '$ClientId'")
$known = @(@($registration[0].PasswordCredentials) + @($enterprise | ForEach-Object { $_.PasswordCredentials }) |
        Where-Object { $_ -and $_.EndDateTime } | Sort-Object -Property EndDateTime)
Write-Step 'found' "$($known.Count) client secrets of $($registration[0].DisplayName)"
foreach ($one in $known) {
    Write-Host "         begins with $($one.Hint), ends on $(Get-Day $one.EndDateTime), Secret ID $($one.KeyId)"
}

# Which of them is in the file.
if ($null -eq $Secret) {
    $Secret = Read-Host -AsSecureString -Prompt "oAuthClientSecret of $Source (paste it, it is not shown; Enter alone to skip)"
}
$given = [System.Net.NetworkCredential]::new('', $Secret).Password.Trim().Trim([char] 39, [char] 34)
$match = @()
if ($given.Length -eq 0) {
    Write-Step 'skipped' 'nothing was compared'
}
elseif ($given -match '^(\$\{|\{cipher\})') {
    Write-Step 'wrong' 'that is a placeholder or an encrypted value: run the script again with the secret that it leads to'
}
elseif (Test-Guid $given) {
    if ($known | Where-Object { "$($_.KeyId)" -eq $given }) {
        Write-Step 'wrong' 'that is the Secret ID of one of these secrets, not the secret: no sign-in works with it'
    }
    else {
        Write-Step 'wrong' 'that is a GUID, as a Secret ID is, but of none of these secrets: no sign-in works with it'
    }
    Write-Host '         A secret is shown only once. Make a new one (-New), and put it in with osweb-config rotate.'
}
else {
    $match = @($known | Where-Object { $_.Hint -and $given.StartsWith($_.Hint, [StringComparison]::Ordinal) })
    if ($match.Count -eq 0) {
        Write-Step 'none' 'no secret of this app begins like it: it is one of another app, was deleted in Entra, or was changed when it was copied'
    }
    elseif ($match.Count -gt 1) {
        Write-Step 'match' "$($match.Count) secrets begin like it; the comment takes the one that ends first"
    }
    foreach ($one in $match) {
        $state = if ($one.EndDateTime.ToUniversalTime() -lt [datetime]::UtcNow) { 'expired on' } else { 'valid until' }
        Write-Step 'match' "Secret ID $($one.KeyId), $state $(Get-Day $one.EndDateTime) (UTC): a match of the beginning, no proof"
    }
}
$given = $null
if ($match.Count -gt 0) {
    $where = if ($Comment.StartsWith('-')) { 'this option to osweb-config check' } else { "this line above the one of the secret in $Source" }
    Write-Step 'write' "$($where):"
    Write-Output ($Comment -f (Get-Day $match[0].EndDateTime))
}

# A new one.
if ($New) {
    $end = [datetime]::UtcNow.Date.AddDays($Days)
    if ($PSCmdlet.ShouldProcess("$($registration[0].DisplayName) ($ClientId)", "Add-MgApplicationPassword until $(Get-Day $end)")) {
        # If the clipboard cannot be used, that is found before there is a secret to lose.
        Set-Clipboard -Value ' '
        try {
            $made = Add-MgApplicationPassword -ApplicationId $registration[0].Id -PasswordCredential @{ displayName = $Description; endDateTime = $end }
        }
        catch {
            $text = "$($_.Exception.Message) $($_.FullyQualifiedErrorId) $($_.ErrorDetails.Message)"
            Write-Step 'refused' $_.Exception.Message
            throw (Get-Refusal $text)
        }
        Set-Clipboard -Value $made.SecretText
        $day = Get-Day $made.EndDateTime
        Write-Step 'done' "new secret, Secret ID $($made.KeyId), valid until $day (UTC). It is in the clipboard and nowhere else."
        Write-Host '         Put it in where it is asked for, then copy something else:'
        Write-Host "             osweb-config rotate --expires $day $Source"
        Write-Host '         When mail works with it, delete the old one:'
        Write-Host "             Remove-MgApplicationPassword -ApplicationId $($registration[0].Id) -KeyId <Secret ID of the old one>"
    }
}
