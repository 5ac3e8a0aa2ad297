/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a value of the site file must be: an end's URL, a secret's file, an address, a time. Private to
 * site.c. */
#pragma once
#include "base/conf_table.h"
#include "mail/login.h"

/* @path (may be NULL) is relative to the file that is read; it is made whole. */
void site_path(ConfReader *reader, char **path);
/* The file must exist; a @secret one must be nobody else's to read. */
void site_file(ConfReader *reader, const config_setting_t *group, const char *key, const char *path,
               gboolean secret);
/* The url, user, secrets and tls of the end @group, whose protocol is @protocol ("imap", "smtp"). Its paths
 * are made whole. */
void site_end(ConfReader *reader, const config_setting_t *group, const char *protocol, char **url,
              Login *login, char **ca_file, gboolean tls);
/* The address in "Name <address>", or NULL and a fault. */
char *site_sender(ConfReader *reader, const config_setting_t *at, const char *from);
/* "08:00-18:00" in minutes of the day. */
void site_hours(ConfReader *reader, const config_setting_t *at, const char *text, int *opens, int *closes);
/* "127.0.0.1:8025", "[::1]:0". */
void site_listen(ConfReader *reader, const config_setting_t *at, const char *text);
void site_base_url(ConfReader *reader, const config_setting_t *at, const char *url);
/* https:// alone, or http:// on this machine: the client's secret goes there. */
void site_token_url(ConfReader *reader, const config_setting_t *at, const char *url);
