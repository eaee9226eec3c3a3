-- What the consumer does alone: pausing, sharing less, asking for deletion; and what the recipient is told of it.

-- A version that the consumer made by sharing less is served by the tokens of the version that it came from.
ALTER TABLE "consent" ADD COLUMN "narrows_id" TEXT;
ALTER TABLE "consent" ADD COLUMN "granted" JSONB;
ALTER TABLE "consent" ADD COLUMN "held_at" TIMESTAMPTZ(3);
ALTER TABLE "consent" ADD COLUMN "asks_deletion" BOOLEAN;
ALTER TABLE "consent" ADD CONSTRAINT "consent_narrows" CHECK (("narrows_id" IS NULL) = ("granted" IS NULL) AND "narrows_id" <> "id");

-- At most one version is served by the tokens of another, and it is found by them.
CREATE UNIQUE INDEX "consent_origin" ON "consent" ((coalesce("narrows_id", "id"))) WHERE "state" = 'active';

CREATE OR REPLACE FUNCTION "consent_terms_are_fixed" () RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW."id", NEW."arrangement_id", NEW."version", NEW."purpose_code", NEW."purpose_text", NEW."permissions", NEW."history_from",
      NEW."ends_at", NEW."request_id", NEW."summary_hash", NEW."decided_at", NEW."narrows_id", NEW."granted")
     IS DISTINCT FROM
     (OLD."id", OLD."arrangement_id", OLD."version", OLD."purpose_code", OLD."purpose_text", OLD."permissions", OLD."history_from",
      OLD."ends_at", OLD."request_id", OLD."summary_hash", OLD."decided_at", OLD."narrows_id", OLD."granted")
  THEN RAISE EXCEPTION 'The terms of a consent never change: make a new version.' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

-- As before, and by whose tokens it is served (origin_id), with what they say if that is no longer what they held.
CREATE OR REPLACE VIEW "consent_in_force_now" AS
  SELECT c."id" AS consent_id, c."arrangement_id", c."permissions", c."history_from", c."ends_at", p."client_id",
         coalesce(c."narrows_id", c."id") AS origin_id, c."granted"
  FROM "consent" c
  JOIN "arrangement" a ON a."id" = c."arrangement_id"
  JOIN "software_product" p ON p."id" = a."product_id" AND p."status" = 'active'
  JOIN "participant" o ON o."id" = p."participant_id" AND o."status" = 'active'
  WHERE c."state" = 'active' AND c."ends_at" > now();

-- What a recipient is to be told: written with the act itself, told afterwards, even when the consumer's rows are erased.
CREATE TABLE "consent_notice" (
    "id" TEXT NOT NULL,
    "product_id" TEXT NOT NULL,
    "arrangement_id" TEXT NOT NULL,
    "consent_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "asks_deletion" BOOLEAN,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "tries" INTEGER NOT NULL DEFAULT 0,
    "told_at" TIMESTAMPTZ(3),

    CONSTRAINT "consent_notice_pkey" PRIMARY KEY ("id")
);

ALTER TABLE "consent_notice" ADD CONSTRAINT "consent_notice_type" CHECK ("type" IN (
  'consent.changed', 'consent.paused', 'consent.suspended', 'consent.resumed', 'consent.expired', 'consent.revoked'));
ALTER TABLE "consent_notice" ADD CONSTRAINT "consent_notice_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "software_product"("id") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE INDEX "consent_notice_arrangement_id_sequence_idx" ON "consent_notice"("arrangement_id", "sequence" DESC);
CREATE INDEX "consent_notice_due" ON "consent_notice" ("due_at") WHERE "told_at" IS NULL AND "due_at" IS NOT NULL;

-- Addresses that said that they are gone for good.
CREATE TABLE "webhook_gone" (
    "product_id" TEXT NOT NULL,
    "uri" TEXT NOT NULL,
    "gone_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "webhook_gone_pkey" PRIMARY KEY ("product_id","uri")
);

ALTER TABLE "webhook_gone" ADD CONSTRAINT "webhook_gone_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "software_product"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Where each software product wants to be told, if it does and the address isn't gone.
CREATE VIEW "webhook" AS
  SELECT p."id" AS product_id, p."client_choices"->>'webhook_uri' AS uri
  FROM "software_product" p
  WHERE p."client_choices" ? 'webhook_uri' AND p."status" <> 'removed'
    AND NOT EXISTS (SELECT FROM "webhook_gone" g WHERE g."product_id" = p."id" AND g."uri" = p."client_choices"->>'webhook_uri');
