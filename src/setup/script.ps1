<#
.SYNOPSIS
    Lets an app registration send mail through a mailbox of Exchange Online (SMTP with OAuth2, for enaio).

.DESCRIPTION
    Written by osweb-config @@version@@. Each step looks first and changes only what is not yet right, so that the script can
    be run again. -WhatIf shows what would be changed and changes nothing; -Confirm asks before each change.

    The app registration itself, its secret and the permission SMTP.SendAsApp with admin consent come first: see
    "osweb-config setup" without --format powershell. The script needs no secret.

.PARAMETER ClientId
    Application (client) ID of the app registration.

.PARAMETER ObjectId
    Object ID of the ENTERPRISE APPLICATION, not of the app registration. Looked up with Microsoft Graph when it is empty.

.PARAMETER Mailbox
    The account that signs in: SMTPUserName of enaio server, smtpUsername of webclient.

.PARAMETER Sender
    Users who send from webclient: the account is given the right to send as them.

.PARAMETER Administrator
    Who connects to Exchange Online; empty to choose in the sign-in window.

.PARAMETER TenantId
    Directory (tenant) ID: the script stops when it is connected to another tenant.

.PARAMETER AppName
    Display name of the app in Exchange Online.

.PARAMETER AllUsers
    Installs a missing module for all users of the machine rather than for the current one.

.EXAMPLE
    .\setup.ps1 -WhatIf

.EXAMPLE
    .\setup.ps1 -ObjectId 00000000-0000-0000-0000-000000000000 -Sender anna@contoso.com, ben@contoso.com
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    [string] $ClientId = @@client@@,
    [string] $ObjectId = @@object@@,
    [string] $Mailbox = @@mailbox@@,
    [string[]] $Sender = @@senders@@,
    [string] $Administrator = @@administrator@@,
    [string] $TenantId = @@tenant@@,
    [string] $AppName = @@app@@,
    [switch] $AllUsers
)

$ErrorActionPreference = 'Stop'
$Source = @@file@@

function Write-Step([string] $State, [string] $Text) {
    Write-Host ('{0,-8} {1}' -f $State, $Text)
}

function Test-Guid([string] $Text) {
    $parsed = [guid]::Empty
    return [guid]::TryParse($Text, [ref] $parsed)
}

# A module is installed only when no version of it is there.
function Install-MissingModule([string] $Name, [string] $Scope) {
    if (Get-Module -ListAvailable -Name $Name) {
        Write-Step 'there' "module $Name"
        return $true
    }
    if ($PSCmdlet.ShouldProcess($Name, 'Install-Module')) {
        Install-Module -Name $Name -Scope $Scope -Force
        Write-Step 'done' "module $Name installed"
        return $true
    }
    return $false
}

# What has to be known.
if (-not (Test-Guid $ClientId)) {
    throw "-ClientId is '$ClientId', which is not a GUID: give the Application (client) ID of the app registration."
}
if ($Mailbox -notlike '?*@?*.?*') {
    throw "-Mailbox is '$Mailbox', which is not a mail address: give the account that signs in (smtpUsername)."
}
if ($ObjectId -and -not (Test-Guid $ObjectId)) {
    throw "-ObjectId is '$ObjectId', which is not a GUID: give the Object ID of the enterprise application."
}
if ($ObjectId -and ($ObjectId -eq $ClientId)) {
    throw '-ObjectId and -ClientId are the same: the Object ID of the enterprise application is another GUID.'
}
Write-Step 'source' $Source

# Scripts and modules.
$policy = Get-ExecutionPolicy
if ($policy -in @('RemoteSigned', 'Unrestricted', 'Bypass')) {
    Write-Step 'there' "execution policy $policy"
}
elseif ($PSCmdlet.ShouldProcess('execution policy of the current user', 'Set-ExecutionPolicy RemoteSigned')) {
    Set-ExecutionPolicy -ExecutionPolicy RemoteSigned -Scope CurrentUser
    Write-Step 'done' 'execution policy RemoteSigned'
}
$scope = if ($AllUsers) { 'AllUsers' } else { 'CurrentUser' }
$ready = (Install-MissingModule 'PowerShellGet' $scope) -and (Install-MissingModule 'ExchangeOnlineManagement' $scope)
if (-not $ready) {
    Write-Step 'stopped' 'without the modules nothing more can be looked at'
    return
}

# The Object ID of the enterprise application.
if (-not $ObjectId) {
    if (-not (Install-MissingModule 'Microsoft.Graph.Applications' $scope)) {
        Write-Step 'stopped' 'without the module give -ObjectId'
        return
    }
    $graph = @{ Scopes = @('Application.Read.All') }
    if ($TenantId) {
        $graph.TenantId = $TenantId
    }
    Connect-MgGraph @graph | Out-Null
    $application = @(Get-MgServicePrincipal -Filter "appId eq '$ClientId'")
    if ($application.Count -ne 1) {
        throw "The tenant has no enterprise application for the app $ClientId. Grant admin consent in the Entra admin center, which creates it."
    }
    $ObjectId = $application[0].Id
    Write-Step 'found' "Object ID of the enterprise application: $ObjectId"
}

# Exchange Online, in the right tenant.
$connection = Get-ConnectionInformation | Where-Object { $_.State -eq 'Connected' } | Select-Object -First 1
if (-not $connection) {
    $connect = @{ ShowBanner = $false }
    if ($Administrator) {
        $connect.UserPrincipalName = $Administrator
    }
    Connect-ExchangeOnline @connect
    $connection = Get-ConnectionInformation | Where-Object { $_.State -eq 'Connected' } | Select-Object -First 1
}
if ((Test-Guid $TenantId) -and $connection -and ($connection.TenantID -ne $TenantId)) {
    throw "Connected to the tenant $($connection.TenantID), not to $TenantId. Run Disconnect-ExchangeOnline and try again."
}

# The app, as a service principal of Exchange.
$principal = Get-ServicePrincipal | Where-Object { $_.AppId -eq $ClientId } | Select-Object -First 1
if (-not $principal) {
    if ($PSCmdlet.ShouldProcess("$AppName ($ClientId)", 'New-ServicePrincipal')) {
        New-ServicePrincipal -AppId $ClientId -ObjectId $ObjectId -DisplayName $AppName | Out-Null
        Write-Step 'done' "service principal $ObjectId"
    }
}
elseif ($principal.ObjectId -ne $ObjectId) {
    throw "Exchange knows the app with the Object ID $($principal.ObjectId), not $ObjectId. If that was the one of the app registration, run Remove-ServicePrincipal -Identity $($principal.ObjectId) and then this script again."
}
else {
    Write-Step 'there' "service principal $ObjectId"
}

# Its access to the mailbox.
$access = Get-MailboxPermission -Identity $Mailbox -User $ObjectId -ErrorAction SilentlyContinue |
    Where-Object { ($_.AccessRights -contains 'FullAccess') -and -not $_.Deny }
if ($access) {
    Write-Step 'there' "full access to $Mailbox"
}
elseif ($PSCmdlet.ShouldProcess($Mailbox, 'Add-MailboxPermission FullAccess')) {
    Add-MailboxPermission -Identity $Mailbox -User $ObjectId -AccessRights FullAccess | Out-Null
    Write-Step 'done' "full access to $Mailbox"
}

# The users who send through it.
foreach ($address in $Sender) {
    $right = Get-RecipientPermission -Identity $address -Trustee $Mailbox -ErrorAction SilentlyContinue |
        Where-Object { $_.AccessRights -contains 'SendAs' }
    if ($right) {
        Write-Step 'there' "send as $address"
    }
    elseif ($PSCmdlet.ShouldProcess($address, "Add-RecipientPermission SendAs for $Mailbox")) {
        Add-RecipientPermission -Identity $address -Trustee $Mailbox -AccessRights SendAs -Confirm:$false | Out-Null
        Write-Step 'done' "send as $address"
    }
}

# SMTP AUTH of the mailbox. Not set means: as the organization says, which is off by default.
$disabled = (Get-CASMailbox -Identity $Mailbox).SmtpClientAuthenticationDisabled
if ($disabled -eq $false -and $null -ne $disabled) {
    Write-Step 'there' "SMTP AUTH for $Mailbox"
}
elseif ($PSCmdlet.ShouldProcess($Mailbox, 'Set-CASMailbox -SmtpClientAuthenticationDisabled $false')) {
    Set-CASMailbox -Identity $Mailbox -SmtpClientAuthenticationDisabled $false
    Write-Step 'done' "SMTP AUTH for $Mailbox"
}

# The organization's own setting is only shown: the mailbox's counts more.
$organization = (Get-TransportConfig).SmtpClientAuthenticationDisabled
Write-Step 'shown' "SmtpClientAuthenticationDisabled of the organization: $organization"

Get-ServicePrincipal | Where-Object { $_.AppId -eq $ClientId } | Format-List DisplayName, AppId, ObjectId
Get-CASMailbox -Identity $Mailbox | Format-List PrimarySmtpAddress, SmtpClientAuthenticationDisabled
Write-Step 'wait' 'It takes 15 to 30 minutes until Exchange acts on a change, for Send as up to two hours.'
