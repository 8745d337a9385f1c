/* Any bytes as DDL or Glue's JSON for `import`, through to the text of the spec. */
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/import_of.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_import((struct slice){(const char *)data, size});
    return 0;
}
