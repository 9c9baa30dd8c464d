-- Questions that say nearly the same are found by their trigrams. Where the database does not have the extension, or may not, none are found.
do $$
begin
  create extension if not exists pg_trgm;
exception when others then
  raise notice 'No pg_trgm: %', sqlerrm;
end
$$;
