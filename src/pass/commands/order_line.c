/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grammar of the office's commands. Looks nothing up, and does nothing. */
#include "pass/commands/order_line.h"
#include "base/text.h"
#include <string.h>

#define LONGEST 2000 /* bytes of a line */
#define ID "(?:no\\.?\\s*|number\\s*|#)?(\\d{1,12})"
#define REF "([0-9a-z]{5}-?[0-9a-z]{5})"
#define ADDRESS "<?([^\\s<>]+@[^\\s<>]+?)>?"
#define CASE "(?:the\\s+)?(?:case\\s+)?"

/* The first group is what it is about, the second the rest. */
static const struct {
  OrderKind kind;
  const char *pattern;
} GRAMMAR[] = {
  { ORDER_STATUS, "status()()" },
  { ORDER_PLAN, "plan()(?:\\s+(?:until|till|to|up to)?\\s*((?:[a-z]+\\s+)?\\d.*))?" },
  { ORDER_REVIEW, "(?:review(?:\\s+list)?|(?:list\\s+)?(?:the\\s+)?cases)()()" },
  { ORDER_SHOW, "(?:review(?:\\s+show)?|show|case)\\s+" CASE ID "()" },
  { ORDER_ACCEPT, "review\\s+" CASE ID "[:,]?\\s+accept(?:ed)?(?:[\\s:,]+(\\S.*=.*))?" },
  { ORDER_ACCEPT, "(?:review\\s+)?accept\\s+" CASE ID "(?:[\\s:,]+(\\S.*=.*))?" },
  { ORDER_ACCEPT, "accept(?:ed)?()(?:\\s+(\\S.*=.*))?" },
  { ORDER_REJECT, "review\\s+" CASE ID "[:,]?\\s+reject(?:ed)?()" },
  { ORDER_REJECT, "(?:review\\s+)?reject\\s+" CASE ID "()" },
  { ORDER_REJECT, "reject(?:ed)?()()" },
  { ORDER_ASSIGN, "review\\s+" CASE ID "[:,]?\\s+assign(?:\\s+to)?\\s+" ADDRESS },
  { ORDER_ASSIGN, "(?:review\\s+)?assign\\s+" CASE ID "\\s+(?:to\\s+)?" ADDRESS },
  { ORDER_ASSIGN, "assign(?:\\s+it)?()\\s+to\\s+" ADDRESS },
  { ORDER_EXTEND, "extend\\s+" REF "[,:]?\\s+(?:(?:to|until|till|by|up to)\\s+)?(\\S.*)" },
  { ORDER_WAIVE, "waive\\s+" REF "(?:[\\s,:.-]+(\\S.*))?" },
  { ORDER_WHY, "why\\s+(?:(?:case|mail|ref)\\s+)?(?|" ID "|" REF ")()" },
  { ORDER_RELEASE, "(?:outbox\\s+release|release\\s+outbox|release\\s+mail)(?:\\s+" ID ")?()" },
  { ORDER_RELEASE, "()release(?:\\s+(?:it|all|them|them all|all of them|everything))?()" },
  { ORDER_CANCEL, "(?:outbox\\s+cancel|cancel\\s+mail)\\s+" ID "()" },
  { ORDER_CANCEL, "()cancel(?:\\s+(?:it|all|them|them all|all of them|everything))?()" },
  { ORDER_OUTBOX, "outbox(?:\\s+list)?()()" },
  { ORDER_PERSON, "person\\s+" ADDRESS "()" },
  { ORDER_VALUE, "()([^=\\s][^=]{0,200}=.*)" },
};

void
order_clear(Order *order)
{
  g_clear_pointer(&order->what, g_free);
  g_clear_pointer(&order->rest, g_free);
}

static char *
group(const GMatchInfo *found, int n)
{
  char *text = g_match_info_fetch(found, n);
  return text ? g_strstrip(text) : g_strdup("");
}

static gboolean
matches(const char *line, const char *pattern, Order *order)
{
  g_autofree char *whole = g_strdup_printf("^(?:[-*\\x{2022}>]\\s*|\\d{1,2}\\)\\s*)?"
                                           "(?:(?:please|kindly|mentord)[,:]?\\s+)*%s"
                                           "(?:[\\s,]+(?:please|thanks|thank you|many thanks))*[\\s.!?;,]*$",
                                           pattern);
  g_autoptr(GRegex) regex = g_regex_new(whole, G_REGEX_CASELESS, 0, NULL);
  g_autoptr(GMatchInfo) found = NULL;
  if (!g_regex_match(regex, line, 0, &found))
    return FALSE;
  order->what = group(found, 1);
  order->rest = group(found, 2);
  return TRUE;
}

Order
order_read(const char *line)
{
  Order order = { ORDER_NONE, NULL, NULL };
  g_autofree char *clean = text_clean(line, -1, LONGEST, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS(GRAMMAR); i++)
    if (matches(clean, GRAMMAR[i].pattern, &order)) {
      order.kind = GRAMMAR[i].kind;
      return order;
    }
  order.what = g_strdup("");
  order.rest = g_strdup("");
  return order;
}
