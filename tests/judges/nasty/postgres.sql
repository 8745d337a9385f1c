-- What the server says of the nasty table, and where rows with its partitions' values go.
SELECT json_build_object(
    'names', (SELECT json_agg(attname ORDER BY attnum) FROM pg_attribute
              WHERE attrelid = 'nasty.nasty'::regclass AND attnum > 0),
    'comments', (SELECT json_agg(col_description(attrelid, attnum) ORDER BY attnum)
                 FROM pg_attribute WHERE attrelid = 'nasty.nasty'::regclass AND attnum > 0),
    'bounds', (SELECT json_agg(pg_get_expr(relpartbound, oid)) FROM pg_class
               WHERE relispartition AND relnamespace = 'nasty'::regnamespace));
