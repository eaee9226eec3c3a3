-- The entries of one arrangement are found by the arrangement that they name. An entry is UTF-8 JSON for good, so what
-- PostgreSQL calls stable (the conversion of bytes to text) never changes here.
CREATE FUNCTION "entry_arrangement" (leaf bytea) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT convert_from(leaf, 'UTF8')::jsonb ->> 'arrangement' $$;
CREATE INDEX "ledger_entry_arrangement" ON "ledger_entry" ("entry_arrangement"("leaf")) WHERE "type" LIKE 'consent.%';
