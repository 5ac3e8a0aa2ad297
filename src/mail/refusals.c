/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The refusals that offices meet, by the words and codes that servers really use (Exchange Online and on
 * premises, Gmail, Dovecot, Postfix; RFC 3463, RFC 5530; Entra's AADSTS numbers, RFC 6749 5.2). The first row
 * that fits counts, so the particular stands before the general. The server's own words are never replaced,
 * only followed. */
#include "mail/refusals.h"
#include <string.h>

#define M365_OAUTH                                                                                           \
  "Set up oauth2 for it, as the examples for Microsoft 365 in mentord.conf(5) show; another password will "  \
  "not help."
#define M365_SMTP_AUTH                                                                                       \
  "Ask whoever runs your Microsoft 365 to switch on \"Authenticated SMTP\" for this mailbox (admin centre, " \
  "the user, Mail, Manage email apps); it can take an hour until it counts."
#define SLOWER "mentord waits and sends more slowly; nothing is lost."
#define NEW_SECRET                                                                                           \
  "Make a new client secret in Entra (App registrations, Certificates and secrets) and put its Value, not "  \
  "its Secret ID, into client_secret_file."
#define CONSENT_ANEW                                                                                         \
  "Somebody must sign in as this mailbox once more in a browser and put the new refresh token into "         \
  "refresh_token_file."
#define APP_PASSWORD                                                                                         \
  "Google takes no ordinary password from a program: make an app password for this account (Google "         \
  "Account, Security, 2-Step Verification) and put it into the password file, or set up oauth2."

static const Refusal REFUSALS[] = {
  /* Microsoft 365: logging in */
  { { "5.7.139", "SmtpClientAuthentication is disabled" }, FAULT_LOGIN, M365_SMTP_AUTH },
  { { "5.7.139", "security defaults" },
    FAULT_LOGIN,
    "Your organisation's security defaults forbid logging in with a password. " M365_OAUTH },
  { { "5.7.139", "basic authentication is disabled" },
    FAULT_LOGIN,
    "Microsoft 365 takes no passwords for this mailbox. " M365_OAUTH },
  { { "5.7.139", "did not meet the criteria" },
    FAULT_LOGIN,
    "A policy of your Microsoft 365, or SMTP switched off for this mailbox, stands against "
    "it. " M365_SMTP_AUTH },
  { { "5.7.139", "credentials were incorrect" },
    FAULT_LOGIN,
    "The user name or the password is wrong, or the account wants a second factor, which a password cannot "
    "give. " M365_OAUTH },
  { { "5.7.139" }, FAULT_LOGIN, M365_SMTP_AUTH },
  { { "5.7.30", "Basic authentication" },
    FAULT_LOGIN,
    "Microsoft 365 has retired passwords for sending. " M365_OAUTH },
  { { "Basic authentication is disabled" },
    FAULT_LOGIN,
    "Microsoft 365 has retired passwords for reading mail. " M365_OAUTH },
  { { "5.7.57" },
    FAULT_LOGIN,
    "The server wants a login before it takes mail: give submission a user and a secret, and see that "
    "authenticated SMTP is switched on for that mailbox." },
  { { "530", "authenticat" },
    FAULT_LOGIN,
    "The server wants a login before it takes mail: give submission a user and a secret." },
  { { "535", "5.7.3" },
    FAULT_LOGIN,
    "Microsoft's server did not accept user and secret. With a password: it is wrong, or SMTP is switched "
    "off "
    "for the mailbox. With oauth2: the app lacks SMTP.SendAsApp with admin consent, or was not made known to "
    "Exchange (New-ServicePrincipal), or user is not the mailbox's address." },
  { { "User is authenticated but not connected" },
    FAULT_LOGIN,
    "The login is good, but it gives no access to the mailbox: let an Exchange administrator grant it "
    "(Add-MailboxPermission with FullAccess for the app's service principal), and see that user is the "
    "mailbox's own address." },
  { { "AccessTokenExpired" },
    FAULT_LATER,
    "Microsoft ends a connection when its token grows old; a new token is fetched for the next one." },
  { { "AUTHENTICATE failed" },
    FAULT_LOGIN,
    "With Microsoft 365: give the app IMAP.AccessAsApp with admin consent, make it known to Exchange "
    "(New-ServicePrincipal with the object id that Enterprise applications shows) and grant it the mailbox "
    "(Add-MailboxPermission); user is the mailbox's address." },
  /* Gmail and Google Workspace: logging in */
  { { "Application-specific password required" }, FAULT_LOGIN, APP_PASSWORD },
  { { "InvalidSecondFactor" }, FAULT_LOGIN, APP_PASSWORD },
  { { "log in via your web browser" },
    FAULT_LOGIN,
    "Google wants a person to sign in to this account in a browser once and confirm that it is you. "
    "If that does not help: " APP_PASSWORD },
  { { "5.7.14" },
    FAULT_LOGIN,
    "Google wants a person to sign in to this account in a browser once and confirm that it is you." },
  { { "535", "BadCredentials" }, FAULT_LOGIN, "User or password is wrong. " APP_PASSWORD },
  { { "Username and Password not accepted" }, FAULT_LOGIN, "User or password is wrong. " APP_PASSWORD },
  { { "WEBALERT" },
    FAULT_LOGIN,
    "Google wants a person to sign in to this account in a browser once and confirm that it is you." },
  { { "not enabled for IMAP use" }, FAULT_LOGIN, "Switch on IMAP in the settings of this Gmail account." },
  { { "534", "5.7.9" },
    FAULT_LOGIN,
    "The server finds this way of logging in too weak: it wants an app password or oauth2." },
  { { "5.7.8" }, FAULT_LOGIN, "User or password is wrong." },
  /* Limits: the particular before the general */
  { { "Too many login attempts" }, FAULT_LATER, "It locks the account for a while. " SLOWER },
  { { "Too many simultaneous connections" },
    FAULT_LATER,
    "Other programs hold connections to this mailbox; close those that are not needed. mentord tries "
    "again." },
  { { "Maximum number of connections" },
    FAULT_LATER,
    "Other programs hold connections to this mailbox; close those that are not needed. mentord tries "
    "again." },
  { { "Account exceeded command or bandwidth limits" },
    FAULT_LATER,
    "Google lets a mailbox read so much a day. mentord tries again by itself." },
  { { "Concurrent connections limit exceeded" },
    FAULT_LATER,
    "Microsoft 365 lets a mailbox send over three connections at once. " SLOWER },
  { { "thread limit exceeded" }, FAULT_LATER, "Microsoft 365 slows this mailbox down. " SLOWER },
  { { "432", "4.3.2" }, FAULT_LATER, "Microsoft 365 slows this mailbox down. " SLOWER },
  { { "SubmissionQuotaExceeded" },
    FAULT_LATER,
    "The mailbox has sent as many mails as Microsoft 365 lets it in a day. " SLOWER },
  { { "5.4.5", "limit" },
    FAULT_LATER,
    "The account has sent as many mails as Google lets it in a day; the rest goes when the day is over." },
  { { "5.4.5", "quota" },
    FAULT_LATER,
    "The account has sent as many mails as Google lets it in a day; the rest goes when the day is over." },
  { { "4.7.500" }, FAULT_LATER, "Microsoft slows down what comes from your network's address. " SLOWER },
  { { "452", "4.5.3" }, FAULT_LATER, "The server takes so many at once and no more. " SLOWER },
  { { "452", "4.3.1" }, FAULT_LATER, "The server is short of disk or memory. " SLOWER },
  { { "4.7.28" }, FAULT_LATER, "The server finds that too much comes from your network's address. " SLOWER },
  { { "421", "4.7.0" }, FAULT_LATER, "The server wants less at a time. " SLOWER },
  { { "454", "4.7.0" }, FAULT_LATER, "The server cannot check logins just now. mentord tries again." },
  /* Sending: rights */
  { { "SendAsDenied" },
    FAULT_CONFIG,
    "The user of submission may not send as the address in submission.from: grant it \"Send as\" on that "
    "mailbox, or put the mailbox's own address into submission.from." },
  { { "5.7.60" },
    FAULT_CONFIG,
    "The user of submission may not send as the address in submission.from: grant it \"Send as\" on that "
    "mailbox, or put the mailbox's own address into submission.from." },
  { { "Sender address rejected: not owned by user" },
    FAULT_CONFIG,
    "The user of submission may not send as the address in submission.from: let the mail server's "
    "administrator allow it, or put the mailbox's own address into submission.from." },
  { { "5.7.708" },
    FAULT_CONFIG,
    "Microsoft does not take mail from this tenant, as it does with new or suspicious ones: whoever runs "
    "your "
    "Microsoft 365 must ask Microsoft's support to lift it." },
  { { "5.1.8", "bad outbound sender" },
    FAULT_CONFIG,
    "Microsoft blocks this mailbox for sending spam: an administrator lifts it under Restricted entities in "
    "Microsoft Defender, after looking who else uses the account." },
  { { "530", "5.7.0", "STARTTLS" },
    FAULT_CONFIG,
    "The server takes mail over TLS alone: remove tls = \"off\"." },
  /* The mailbox */
  { { "[OVERQUOTA]" },
    FAULT_CONFIG,
    "The mailbox is full: delete or move away old mail there, or ask for more room." },
  { { "[AUTHENTICATIONFAILED]" }, FAULT_LOGIN, "User, password or token is wrong." },
  { { "[AUTHORIZATIONFAILED]" },
    FAULT_LOGIN,
    "The login is good, but that user may not open this mailbox: ask the mail server's administrator." },
  { { "[EXPIRED]" },
    FAULT_LOGIN,
    "The password has expired: set a new one and put it into the password file." },
  { { "[PRIVACYREQUIRED]" }, FAULT_CONFIG, "The server wants TLS: remove tls = \"off\"." },
  { { "[CONTACTADMIN]" }, FAULT_LOGIN, "Ask the mail server's administrator about this account." },
  { { "[UNAVAILABLE]" }, FAULT_LATER, "A part of the mail server is down. mentord tries again." },
  { { "[INUSE]" }, FAULT_LATER, "Another program holds the mailbox. mentord tries again." },
  { { "[LIMIT]" }, FAULT_LATER, "The server's limit is reached. mentord tries again." },
  { { "[THROTTLED]" }, FAULT_LATER, "The server slows this mailbox down. mentord tries again." },
  { { "[SERVERBUG]" }, FAULT_LATER, "The mail server has a fault of its own. mentord tries again." },
  { { "Server Unavailable", "15" }, FAULT_LATER, "Exchange is not ready. mentord tries again." },
  /* Token servers: Entra's numbers, then what RFC 6749 knows */
  { { "AADSTS7000215" }, FAULT_LOGIN, "The client secret is not the right one. " NEW_SECRET },
  { { "AADSTS7000222" }, FAULT_LOGIN, "The client secret has expired. " NEW_SECRET },
  { { "AADSTS700016" },
    FAULT_LOGIN,
    "There is no such app in this tenant: check client_id (the Application ID) and the tenant's id in "
    "token_url." },
  { { "AADSTS90002" }, FAULT_LOGIN, "There is no such tenant: check the tenant's id in token_url." },
  { { "AADSTS900023" }, FAULT_LOGIN, "There is no such tenant: check the tenant's id in token_url." },
  { { "AADSTS7000112" }, FAULT_LOGIN, "The app is disabled: let an administrator of Entra enable it." },
  { { "AADSTS65001" },
    FAULT_LOGIN,
    "Nobody has consented to what the app may do: an administrator grants consent in Entra (App "
    "registrations, API permissions)." },
  { { "AADSTS70011" },
    FAULT_LOGIN,
    "The scope is not right: https://outlook.office365.com/.default for client_credentials." },
  { { "AADSTS1002012" },
    FAULT_LOGIN,
    "The scope is not right: https://outlook.office365.com/.default for client_credentials." },
  { { "AADSTS50173" },
    FAULT_LOGIN,
    "The account's password was changed, which ends its tokens. " CONSENT_ANEW },
  { { "AADSTS70008" }, FAULT_LOGIN, "The refresh token has expired. " CONSENT_ANEW },
  { { "AADSTS700082" },
    FAULT_LOGIN,
    "The refresh token has expired, for it was not used for too long. " CONSENT_ANEW },
  { { "AADSTS50076" }, FAULT_LOGIN, "Microsoft wants a second factor. " CONSENT_ANEW },
  { { "invalid_grant" }, FAULT_LOGIN, "The refresh token is not good, or no longer. " CONSENT_ANEW },
  { { "invalid_client" },
    FAULT_LOGIN,
    "The token server does not know this client_id, or its secret is wrong." },
  { { "unauthorized_client" },
    FAULT_LOGIN,
    "The app may not ask for tokens in this way: check grant, and what the app is allowed." },
  { { "invalid_scope" }, FAULT_LOGIN, "Check scope." },
  { { "unsupported_grant_type" }, FAULT_LOGIN, "The token server does not know this way: check grant." },
  { { "temporarily_unavailable" }, FAULT_LATER, "mentord tries again." },
};

/* Whether @part stands in @text, and no longer number instead: 5.7.3 is not in 5.7.30. */
static gboolean
stands_in(const char *part, const char *text)
{
  gsize length = strlen(part);
  for (; *text; text++) {
    if (g_ascii_strncasecmp(text, part, length))
      continue;
    if (!g_ascii_isdigit(part[length - 1]) || !g_ascii_isdigit(text[length]))
      return TRUE;
  }
  return FALSE;
}

static gboolean
fits(const Refusal *refusal, const char *said)
{
  for (guint i = 0; i < G_N_ELEMENTS(refusal->has) && refusal->has[i]; i++)
    if (!stands_in(refusal->has[i], said))
      return FALSE;
  return TRUE;
}

const Refusal *
refusal_find(const char *said)
{
  for (guint i = 0; i < G_N_ELEMENTS(REFUSALS); i++)
    if (fits(&REFUSALS[i], said))
      return &REFUSALS[i];
  return NULL;
}

char *
refusal_explained(const char *said)
{
  const Refusal *known = refusal_find(said);
  if (!known)
    return g_strdup(said);
  gsize length = strlen(said);
  gboolean ends = length && strchr(".!?", said[length - 1]);
  return g_strconcat(said, ends ? " " : ". ", known->advice, NULL);
}

char *
refusal_of_ours(const char *where, int code, const char *words)
{
  g_autofree char *said = g_strdup_printf("%d %s", code, words);
  gboolean known = refusal_find(said) != NULL;
  return g_strdup_printf("%s refuses what is sent; no recipient is to blame, and all mail waits: %s%s", where,
                         said,
                         known ? ""
                               : " (check the sender's address in `from` of submission and what its account "
                                 "may send)");
}
