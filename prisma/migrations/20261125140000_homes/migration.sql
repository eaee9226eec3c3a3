-- A supply point is electricity with an MPAN or gas with an MPRN. Their lengths differ, so one unique column holds both.
ALTER TABLE "supply_point" ADD COLUMN "number_kind" TEXT NOT NULL DEFAULT 'mpan';
ALTER TABLE "supply_point" DROP CONSTRAINT "supply_point_mpan";
ALTER TABLE "supply_point" ADD CONSTRAINT "supply_point_number" CHECK (
  ("fuel" = 'electricity' AND "number_kind" = 'mpan' AND "mpan" ~ '^[0-9]{13}$')
  OR ("fuel" = 'gas' AND "number_kind" = 'mprn' AND "mpan" ~ '^[0-9]{6,11}$'));

-- From when on readings are shown, as far as it was proved; and until when the proof counts.
ALTER TABLE "occupancy" ADD COLUMN "opens_at" TIMESTAMPTZ(3), ADD COLUMN "verified_until" TIMESTAMPTZ(3);
-- What stands keeps what it has.
UPDATE "occupancy" SET
  "opens_at" = CASE WHEN "level" > 0 THEN "starts_at" END,
  "verified_until" = CASE WHEN "method" <> 'demo' THEN "verified_at" + interval '12 months' END;
ALTER TABLE "occupancy" ADD CONSTRAINT "occupancy_opens" CHECK ("opens_at" >= "starts_at");
ALTER TABLE "occupancy" ADD CONSTRAINT "occupancy_proved_opens" CHECK ("level" = 0 OR "opens_at" IS NOT NULL);

-- The one definition of "proved now": its level opens something, and the proof has not run out, or not while they
-- lived there. Whatever shows readings looks here, of consumers and of recipients.
CREATE VIEW "occupancy_proved_now" AS
  SELECT "id", "account_id", "supply_point_id", "starts_at", "ends_at", "opens_at", "level"
  FROM "occupancy"
  WHERE "level" > 0 AND ("verified_until" IS NULL OR "verified_until" > least(now(), "ends_at"));

-- What was tried to prove that somebody lives somewhere, and what came of it. Never what was typed: a keyed hash of it.
CREATE TABLE "occupancy_evidence" (
    "id" BIGSERIAL NOT NULL,
    "account_id" TEXT NOT NULL,
    "occupancy_id" TEXT,
    "method" TEXT NOT NULL,
    "outcome" TEXT NOT NULL,
    "level" SMALLINT,
    "hash" BYTEA NOT NULL,
    "moved_in" TIMESTAMPTZ(3),
    "happened_at" TIMESTAMPTZ(3) NOT NULL,
    "counts_until" TIMESTAMPTZ(3),

    CONSTRAINT "occupancy_evidence_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "occupancy_evidence_account_id_happened_at_idx" ON "occupancy_evidence"("account_id", "happened_at");
CREATE INDEX "occupancy_evidence_occupancy_id_happened_at_idx" ON "occupancy_evidence"("occupancy_id", "happened_at");
CREATE INDEX "occupancy_evidence_hash_happened_at_idx" ON "occupancy_evidence"("hash", "happened_at");
ALTER TABLE "occupancy_evidence" ADD CONSTRAINT "occupancy_evidence_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "occupancy_evidence" ADD CONSTRAINT "occupancy_evidence_occupancy_id_fkey" FOREIGN KEY ("occupancy_id") REFERENCES "occupancy"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "occupancy_evidence" ADD CONSTRAINT "occupancy_evidence_method" CHECK ("method" IN ('address', 'meter-reading', 'letter', 'holder'));
ALTER TABLE "occupancy_evidence" ADD CONSTRAINT "occupancy_evidence_outcome" CHECK ("outcome" IN ('accepted', 'refused'));
ALTER TABLE "occupancy_evidence" ADD CONSTRAINT "occupancy_evidence_level" CHECK ("level" BETWEEN 0 AND 3);

-- A letter with a code, to the address of a supply point. The code is kept as a keyed hash; sealed, until it is printed or over.
CREATE TABLE "occupancy_letter" (
    "id" BIGSERIAL NOT NULL,
    "occupancy_id" TEXT NOT NULL,
    "code_hash" BYTEA NOT NULL,
    "sealed_code" BYTEA,
    "tries" SMALLINT NOT NULL DEFAULT 0,
    "queued_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "occupancy_letter_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "occupancy_letter_occupancy_id_idx" ON "occupancy_letter"("occupancy_id");
ALTER TABLE "occupancy_letter" ADD CONSTRAINT "occupancy_letter_occupancy_id_fkey" FOREIGN KEY ("occupancy_id") REFERENCES "occupancy"("id") ON DELETE CASCADE ON UPDATE CASCADE;
-- At most one letter that still opens something.
CREATE UNIQUE INDEX "occupancy_letter_open" ON "occupancy_letter" ("occupancy_id") WHERE "closed_at" IS NULL;
ALTER TABLE "occupancy_letter" ADD CONSTRAINT "occupancy_letter_tries" CHECK ("tries" BETWEEN 0 AND 5);
ALTER TABLE "occupancy_letter" ADD CONSTRAINT "occupancy_letter_closed" CHECK ("closed_at" IS NULL OR "sealed_code" IS NULL);

-- A car, charger or heat pump, and whose it was, from when until when: [owned_from, owned_until).
CREATE TABLE "device" (
    "id" TEXT NOT NULL,
    "account_id" TEXT NOT NULL,
    "occupancy_id" TEXT,
    "kind" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "make" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "owned_from" TIMESTAMPTZ(3) NOT NULL,
    "owned_until" TIMESTAMPTZ(3),
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "device_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "device_account_id_idx" ON "device"("account_id");
ALTER TABLE "device" ADD CONSTRAINT "device_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "device" ADD CONSTRAINT "device_occupancy_id_fkey" FOREIGN KEY ("occupancy_id") REFERENCES "occupancy"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "device" ADD CONSTRAINT "device_kind" CHECK ("kind" IN ('vehicle', 'charger', 'heat-pump'));
ALTER TABLE "device" ADD CONSTRAINT "device_order" CHECK ("owned_until" IS NULL OR "owned_until" > "owned_from");
