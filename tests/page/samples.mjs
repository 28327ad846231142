// The section that the page's tests begin with.

/** Without a fault. */
export const SOUND = `featureSwitches:
  sendEmail:
    smtpServer: smtp.office365.com
    smtpPort: 587
    smtpEncryption: TLS
    smtpAuthentication: MS_OAUTH
    smtpUsername: noreply@contoso.com
    oAuthClientId: 3f2504e0-4f89-41d3-9a0c-0305e82c3301
    oAuthClientSecret: \${OSWEB_MAIL_SECRET}
    oAuthTenantId: 7c9e6679-7425-40de-944b-e07fc1f90ae7
`;

/** With one fault that has a safe fix. */
export const FAULTY = SOUND.replace("TLS", "tls");
