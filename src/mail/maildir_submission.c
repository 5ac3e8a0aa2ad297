/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Local delivery: one file a recipient in new/ of a maildir, with Return-Path and Delivered-To above the
 * message and line ends of LF, as a delivery agent leaves it. The name is made of recipient and bytes: what
 * is sent again after a crash replaces its first copy as long as no reader has moved it. Does not look into
 * the message. */
#include "base/checksum.h"
#include "base/fault.h"
#include "base/write.h"
#include "mail/maildir.h"
#include "mail/submission_backend.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define TOGETHER 64 /* files that share one round of syncs */

typedef struct {
  SubmissionBackend backend;
  char *path, *fresh; /* the maildir, and its new/ */
  Seam *seam;
} MaildirSubmission;

typedef struct {
  const Envelope *envelope;
  char *staged, *final;
  int fd;
} Parcel;

static void
parcel_clear(gpointer data)
{
  Parcel *parcel = data;
  if (parcel->fd >= 0)
    close(parcel->fd);
  if (parcel->staged)
    unlink(parcel->staged);
  g_free(parcel->staged);
  g_free(parcel->final);
}

/* The same for the same mail to the same recipient. */
static char *
name_of(const Envelope *envelope)
{
  g_autofree char *recipient = checksum_of_text(envelope->recipient),
                  *bytes = checksum_of_bytes(envelope->bytes);
  return g_strdup_printf("%.20s%.20s.mentord", bytes, recipient);
}

/* The file's contents. CR goes wherever LF follows. */
static GString *
contents_of(const Envelope *envelope)
{
  gsize size;
  const char *at = g_bytes_get_data(envelope->bytes, &size), *end = at + size;
  GString *out = g_string_sized_new(size + 300);
  g_string_append_printf(out, "Return-Path: <%s>\nDelivered-To: %s\n", envelope->sender, envelope->recipient);
  while (at < end) {
    const char *stop = memchr(at, '\n', (gsize) (end - at));
    gsize length = (gsize) ((stop ? stop : end) - at);
    gsize text = stop && length && at[length - 1] == '\r' ? length - 1 : length;
    g_string_append_len(out, at, (gssize) text);
    if (stop)
      g_string_append_c(out, '\n');
    at += length + 1;
  }
  return out;
}

static gboolean
failed_at(const char *path, GError **error)
{
  g_set_error(error, FAULT, FAULT_IO, "%s cannot be written: %s", path, g_strerror(errno));
  return FALSE;
}

/* Writes the file in tmp/ and leaves it open, for its sync comes with the others'. */
static gboolean
parcel_stage(MaildirSubmission *self, const Envelope *envelope, Parcel *parcel, GError **error)
{
  g_autofree char *name = name_of(envelope);
  parcel->envelope = envelope;
  parcel->staged = g_build_filename(self->path, "tmp", name, NULL);
  parcel->final = g_build_filename(self->fresh, name, NULL);
  parcel->fd = open(parcel->staged, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (parcel->fd < 0)
    return failed_at(parcel->staged, error);
  g_autoptr(GString) contents = contents_of(envelope);
  return write_all(parcel->fd, contents->str, contents->len) || failed_at(parcel->staged, error);
}

static gboolean
parcel_place(MaildirSubmission *self, Parcel *parcel, GError **error)
{
  if (fsync(parcel->fd) != 0)
    return failed_at(parcel->staged, error);
  if (rename(parcel->staged, parcel->final) != 0)
    return failed_at(parcel->final, error);
  g_clear_pointer(&parcel->staged, g_free);
  seam_durable(self->seam);
  return TRUE;
}

static gboolean
send_some(MaildirSubmission *self, Envelope **envelopes, guint count, SendDone done, gpointer data,
          GError **error)
{
  g_autoptr(GArray) parcels = g_array_sized_new(FALSE, TRUE, sizeof(Parcel), count);
  g_array_set_clear_func(parcels, parcel_clear);
  for (guint i = 0; i < count; i++) {
    Parcel none = { .fd = -1 };
    g_array_append_val(parcels, none);
    if (!parcel_stage(self, envelopes[i], &g_array_index(parcels, Parcel, i), error))
      return FALSE;
  }
  for (guint i = 0; i < count; i++)
    if (!parcel_place(self, &g_array_index(parcels, Parcel, i), error))
      return FALSE;
  if (!maildir_sync(self->fresh, error))
    return FALSE;
  for (guint i = 0; i < count; i++)
    done(envelopes[i], SEND_SENT, 0, FALSE, "delivered to the maildir", data);
  return TRUE;
}

static gboolean
maildir_send(SubmissionBackend *backend, GPtrArray *envelopes, SendDone done, gpointer data, GError **error)
{
  MaildirSubmission *self = (MaildirSubmission *) backend;
  for (guint i = 0; i < envelopes->len; i += TOGETHER) {
    guint count = MIN(TOGETHER, envelopes->len - i);
    if (!send_some(self, (Envelope **) envelopes->pdata + i, count, done, data, error))
      return FALSE;
  }
  return TRUE;
}

static void
maildir_close(SubmissionBackend *backend)
{
  MaildirSubmission *self = (MaildirSubmission *) backend;
  g_free(self->path);
  g_free(self->fresh);
  g_free(self);
}

SubmissionBackend *
maildir_submission_open(const SubmissionSettings *settings, Seam *seam, GError **error)
{
  static const SubmissionKind kind = { .send = maildir_send, .close = maildir_close };
  const char *path = maildir_path(settings->url);
  if (!maildir_make(path, error))
    return NULL;
  MaildirSubmission *self = g_new0(MaildirSubmission, 1);
  self->backend.kind = &kind;
  self->path = g_strdup(path);
  self->fresh = g_build_filename(path, "new", NULL);
  self->seam = seam;
  return &self->backend;
}
