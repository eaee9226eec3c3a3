-- A grant, and every token under it, belongs to one consent: a later version of the same arrangement brings its own.
ALTER TABLE "access_token" RENAME COLUMN "arrangement_id" TO "consent_id";
ALTER INDEX "access_token_arrangement_id_idx" RENAME TO "access_token_consent_id_idx";

-- What stands keeps its tokens: until now an arrangement had one consent.
UPDATE "access_token" t SET "consent_id" = c."id", "payload" = jsonb_set(t."payload", '{grantId}', to_jsonb(c."id"))
  FROM "consent" c WHERE c."arrangement_id" = t."consent_id";
UPDATE "oidc_record" r SET
    "grant_id" = c."id",
    "id_hash" = CASE WHEN r."model" = 'Grant' THEN sha256(convert_to(c."id", 'UTF8')) ELSE r."id_hash" END,
    "payload" = CASE WHEN r."payload" ? 'grantId' THEN jsonb_set(r."payload", '{grantId}', to_jsonb(c."id")) ELSE r."payload" END
  FROM "consent" c WHERE c."arrangement_id" = r."grant_id";
