<#
.SYNOPSIS
    Lets an app registration send mail through a mailbox of Exchange Online (SMTP with OAuth2, for enaio).

.DESCRIPTION
    Written by osweb-config @@version@@. Each step looks first and changes only what is not yet right, so that the script can
    be run again. -WhatIf shows what would be changed and changes nothing; -Confirm asks before each change. Nothing is ever
    removed: what is wrong is shown, with the command that removes it.

    The app registration itself and its secret come first, with -Access mailbox also the permission SMTP.SendAsApp with admin
    consent: see "osweb-config setup" without --format powershell. The script needs no secret.

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

.PARAMETER Access
    mailbox: full access to the mailbox, beside the permission SMTP.SendAsApp (enaio's documentation). It also opens calendar
    items that are marked private.
    rbac: RBAC for Applications, a role for this one mailbox. The app must not have the permission SMTP.SendAsApp.

.PARAMETER ScopeName
    With -Access rbac: name of the management scope and of the role assignment.

.PARAMETER AllUsers
    Installs a missing module for all users of the machine rather than for the current one.

.PARAMETER DisableWAM
    Signs in to Exchange Online without the Web Account Manager, where its sign-in window fails (ExchangeOnlineManagement
    3.7.2 and later).

.PARAMETER SkipGraph
    Asks Microsoft Graph nothing; -ObjectId is needed then, and taken as it is.

.EXAMPLE
    .\setup.ps1 -WhatIf

.EXAMPLE
    .\setup.ps1 -ObjectId 00000000-0000-0000-0000-000000000000 -Sender anna@contoso.com, ben@contoso.com

.EXAMPLE
    .\setup.ps1 -Access rbac
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
    [ValidateSet('mailbox', 'rbac')]
    [string] $Access = @@access@@,
    [string] $ScopeName,
    [switch] $AllUsers,
    [switch] $DisableWAM,
    [switch] $SkipGraph
)

$Source = @@file@@
@@common@@
# What else has to be known.
if ($Mailbox -notlike '?*@?*.?*') {
    throw "-Mailbox is '$Mailbox', which is not a mail address: give the account that signs in (smtpUsername)."
}
if ($ObjectId -and -not (Test-Guid $ObjectId)) {
    throw "-ObjectId is '$ObjectId', which is not a GUID: give the Object ID of the enterprise application."
}
if ($ObjectId -and ($ObjectId -eq $ClientId)) {
    throw '-ObjectId and -ClientId are the same: the Object ID of the enterprise application is another GUID.'
}
if ($SkipGraph -and -not $ObjectId) {
    throw '-SkipGraph needs -ObjectId, the Object ID of the enterprise application.'
}
if (-not $ScopeName) {
    $ScopeName = "osweb-mail-$($ClientId.Substring(0, 8).ToLowerInvariant())"
}

$policy = Get-ExecutionPolicy
if ($policy -in @('RemoteSigned', 'Unrestricted', 'Bypass')) {
    Write-Step 'there' "execution policy $policy"
}
elseif ($PSCmdlet.ShouldProcess('execution policy of the current user', 'Set-ExecutionPolicy RemoteSigned')) {
    Set-ExecutionPolicy -ExecutionPolicy RemoteSigned -Scope CurrentUser
    Write-Step 'done' 'execution policy RemoteSigned'
}

# Modules. ExchangeOnlineManagement 3.10 needs PowerShell 7.6; Windows PowerShell 5.1 goes on.
$maximum = ''
if ($core -and $running -lt [version] '7.6') {
    $maximum = '3.9.99'
    Write-Step 'look' "ExchangeOnlineManagement 3.10 needs PowerShell 7.6 (or Windows PowerShell 5.1): version 3.9 is used"
}
$gallery = Install-MissingModule 'PowerShellGet' ''
$module = if ($gallery) { Install-MissingModule 'ExchangeOnlineManagement' $maximum }
if (-not $module) {
    Write-Step 'stopped' 'without the modules nothing more can be looked at'
    return
}
if ($maximum) {
    Import-Module -Name ExchangeOnlineManagement -MaximumVersion $maximum
}
if ($DisableWAM -and $module -lt [version] '3.7.2') {
    throw "-DisableWAM needs ExchangeOnlineManagement 3.7.2, and $module is there: run Update-Module ExchangeOnlineManagement."
}

# The Object ID of the enterprise application, that of the app registration, and the permission SMTP.SendAsApp.
$registration = ''
if (-not $SkipGraph) {
    if (-not (Install-MissingModule 'Microsoft.Graph.Applications' '')) {
        Write-Step 'stopped' 'without the module give -ObjectId and -SkipGraph'
        return
    }
    Connect-Graph @('Application.Read.All')
    $application = @(Get-MgServicePrincipal -Filter "appId eq '$ClientId'")
    if ($application.Count -ne 1) {
        throw "The tenant has no enterprise application for the app $ClientId. Look at -ClientId and -TenantId; if both are right, grant admin consent in the Entra admin center, which creates it."
    }
    $registration = "$((Get-MgApplication -Filter "appId eq '$ClientId'").Id)"
    if ($ObjectId -and $ObjectId -ne $application[0].Id) {
        $whose = if ($ObjectId -eq $registration) { 'that of the app registration' } else { 'not that of the enterprise application' }
        throw "-ObjectId is $ObjectId, $whose. Give $($application[0].Id), or leave it out."
    }
    $ObjectId = $application[0].Id
    Write-Step 'found' "Object ID of the enterprise application: $ObjectId"

    $exchange = Get-MgServicePrincipal -Filter "appId eq '00000002-0000-0ff1-ce00-000000000000'"
    $permission = $exchange.AppRoles | Where-Object { $_.Value -eq 'SMTP.SendAsApp' }
    $granted = Get-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $ObjectId -All |
        Where-Object { $permission -and $_.AppRoleId -eq $permission.Id } |
        Select-Object -First 1
    if ($Access -eq 'rbac' -and $granted) {
        Write-Step 'wrong' 'the app has the permission SMTP.SendAsApp: with it Exchange asks for full access to the mailbox as well'
        Write-Host '         Remove it under API permissions of the app registration, and take the consent back with'
        Write-Host "             Connect-MgGraph -Scopes 'AppRoleAssignment.ReadWrite.All'"
        Write-Host "             Remove-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $ObjectId -AppRoleAssignmentId $($granted.Id)"
    }
    elseif ($Access -eq 'mailbox' -and -not $granted) {
        Write-Step 'missing' 'the permission SMTP.SendAsApp, or its admin consent: Entra admin center, API permissions of the app registration'
    }
}

# Exchange Online, in the right tenant.
$connection = Get-ConnectionInformation | Where-Object { $_.State -eq 'Connected' } | Select-Object -First 1
if (-not $connection) {
    $connect = @{ ShowBanner = $false }
    if ($Administrator) {
        $connect.UserPrincipalName = $Administrator
    }
    if ($DisableWAM) {
        $connect.DisableWAM = $true
    }
    try {
        Connect-ExchangeOnline @connect
    }
    catch {
        if ($_.Exception.Message -match 'Method not found|Could not load') {
            throw "The modules of Microsoft Graph and Exchange Online do not load together here ($($_.Exception.Message)). Open a new PowerShell window and run the script with -SkipGraph -ObjectId $ObjectId."
        }
        if (-not $DisableWAM) {
            Write-Step 'hint' 'where the sign-in window fails, run the script with -DisableWAM'
        }
        throw
    }
    $connection = Get-ConnectionInformation | Where-Object { $_.State -eq 'Connected' } | Select-Object -First 1
}
if ((Test-Guid $TenantId) -and $connection -and ($connection.TenantID -ne $TenantId)) {
    throw "Connected to the tenant $($connection.TenantID), not to $TenantId. Run Disconnect-ExchangeOnline and try again."
}

# The app, as a service principal of Exchange.
$principal = Get-ServicePrincipal | Where-Object { $_.AppId -eq $ClientId } | Select-Object -First 1
if (-not $principal) {
    if ($PSCmdlet.ShouldProcess("$AppName ($ClientId)", 'New-ServicePrincipal')) {
        $principal = New-ServicePrincipal -AppId $ClientId -ObjectId $ObjectId -DisplayName $AppName
        Write-Step 'done' "service principal $ObjectId"
    }
}
elseif ("$($principal.ObjectId)" -ne $ObjectId) {
    $whose = if ($principal.ObjectId -eq $registration) { 'the Object ID of the app registration' } else { 'another Object ID' }
    Write-Step 'wrong' "Exchange knows the app with $whose, $($principal.ObjectId). Every sign-in is refused with it. Remove it with"
    Write-Host "             Remove-ServicePrincipal -Identity $($principal.ObjectId)"
    throw 'Run that command, and then this script again: it makes the right entry and gives the permissions to it.'
}
else {
    Write-Step 'there' "service principal $ObjectId"
}

# Its way to the mailbox.
$full = $null
if ($principal) {
    $full = Get-MailboxPermission -Identity $Mailbox -User $ObjectId -ErrorAction SilentlyContinue |
        Where-Object { ($_.AccessRights -contains 'FullAccess') -and -not $_.Deny }
}
if ($Access -eq 'mailbox') {
    if ($full) {
        Write-Step 'there' "full access to $Mailbox"
    }
    elseif ($PSCmdlet.ShouldProcess($Mailbox, 'Add-MailboxPermission FullAccess')) {
        Add-MailboxPermission -Identity $Mailbox -User $ObjectId -AccessRights FullAccess | Out-Null
        Write-Step 'done' "full access to $Mailbox"
    }
}
else {
    # One mailbox by its primary address; a quote in it is doubled, as the filter wants it.
    $address = "$((Get-Mailbox -Identity $Mailbox).PrimarySmtpAddress)"
    $filter = "PrimarySmtpAddress -eq '{0}'" -f ($address -replace '[\u0027\u2018-\u201b]', '$0$0')
    $area = Get-ManagementScope -ErrorAction SilentlyContinue | Where-Object { $_.Name -eq $ScopeName } | Select-Object -First 1
    if (-not $area) {
        if ($PSCmdlet.ShouldProcess($ScopeName, "New-ManagementScope $filter")) {
            New-ManagementScope -Name $ScopeName -RecipientRestrictionFilter $filter | Out-Null
            Write-Step 'done' "scope $ScopeName, $filter"
        }
    }
    elseif (($area.RecipientFilter -replace '[()\s]', '') -ne ($filter -replace '[()\s]', '')) {
        throw "The scope $ScopeName has another filter, $($area.RecipientFilter), than $filter. Choose another name with -ScopeName."
    }
    else {
        Write-Step 'there' "scope $ScopeName, $filter"
    }

    $roles = @()
    if ($principal) {
        $roles = @(Test-ServicePrincipalAuthorization -Identity $ObjectId -Resource $Mailbox -ErrorAction SilentlyContinue |
                Where-Object { $_.RoleName -eq 'Application SMTP.SendAsApp' })
    }
    if ($roles | Where-Object { "$($_.ScopeType)" -eq 'Organization' }) {
        Write-Step 'wrong' 'the app has the role for every mailbox of the organization; list its assignments, and remove that one, with'
        Write-Host "             Get-ManagementRoleAssignment -RoleAssignee $ObjectId"
        Write-Host '             Remove-ManagementRoleAssignment -Identity <Name>'
    }
    if ($roles | Where-Object { "$($_.AllowedResourceScope)" -eq $ScopeName }) {
        Write-Step 'there' "role Application SMTP.SendAsApp for $ScopeName"
    }
    elseif ($PSCmdlet.ShouldProcess("$AppName ($ClientId)", "New-ManagementRoleAssignment 'Application SMTP.SendAsApp' for $ScopeName")) {
        New-ManagementRoleAssignment -Name $ScopeName -Role 'Application SMTP.SendAsApp' -App $ObjectId -CustomResourceScope $ScopeName | Out-Null
        Write-Step 'done' "role Application SMTP.SendAsApp for $ScopeName"
    }
    if ($full) {
        Write-Step 'wrong' "the app has full access to $Mailbox, which it does not need any more. Remove it with"
        Write-Host "             Remove-MailboxPermission -Identity '$($Mailbox -replace '[\u0027\u2018-\u201b]', '$0$0')' -User $ObjectId -AccessRights FullAccess"
    }
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
if ($Access -eq 'rbac' -and $principal) {
    Test-ServicePrincipalAuthorization -Identity $ObjectId -Resource $Mailbox | Format-Table RoleName, AllowedResourceScope, ScopeType, InScope
    Write-Step 'look' "InScope of Application SMTP.SendAsApp must be True for $Mailbox, and False for any other mailbox (-Resource)."
}
Write-Step 'wait' 'It takes 15 to 30 minutes until Exchange acts on a change; for Send as, and for a role, up to two hours.'
