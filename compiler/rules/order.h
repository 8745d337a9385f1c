/*
 * The order of rules, checked when their table is compiled. The rules run once, row by row: a
 * prerequisite that came below its rule would not have run yet, and would never hold it back.
 */
#ifndef RULES_ORDER_H
#define RULES_ORDER_H

enum { RULE_PREREQUISITES_MAX = 8 };

#define RULE_GREATER(a, b) ((a) > (b) ? (a) : (b))
#define RULE_GREATEST(a, b, c, d, e, f, g, h, ...)                                                 \
    RULE_GREATER(RULE_GREATER(RULE_GREATER(a, b), RULE_GREATER(c, d)),                             \
                 RULE_GREATER(RULE_GREATER(e, f), RULE_GREATER(g, h)))

/* Whether each of the ids is below `id`, and there are not more of them than can be compared. A
   constant expression. */
#define RULE_IS_AFTER(id, ...)                                                                     \
    (sizeof((const int[]){__VA_ARGS__}) / sizeof(int) <= RULE_PREREQUISITES_MAX &&                 \
     RULE_GREATEST(__VA_ARGS__, -1, -1, -1, -1, -1, -1, -1, -1) < (int)(id))

#endif
