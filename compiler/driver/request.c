#include "driver/request.h"

#include <stdarg.h>

void request_complain(const struct request *request, const char *format, ...)
{
    struct str message = {0};
    va_list args;

    va_start(args, format);
    str_vprintf(&message, format, args);
    va_end(args);
    request->complain(request->context, str_slice(&message));
    str_release(&message);
}
