/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The group "register" of the site file: the key that signs ours, and whose others are believed. */
#pragma once
#include "base/conf_table.h"

typedef struct {
  char *name; /* as they are spoken of */
  char *key;  /* public, base64url */
} Partner;
void partner_free(Partner *partner);

/* @into: a Site **. */
void site_read_register(ConfReader *reader, config_setting_t *setting, gpointer into);
