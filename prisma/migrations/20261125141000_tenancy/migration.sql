-- What data holders say about a supply point. Each once: by holder, date and their own reference.
CREATE TABLE "supply_event" (
    "id" TEXT NOT NULL,
    "supply_point_id" TEXT NOT NULL,
    "holder_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "effective_on" DATE NOT NULL,
    "effective_at" TIMESTAMPTZ(3) NOT NULL,
    "source_ref" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "supply_event_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "supply_event_supply_point_id_effective_on_holder_id_source_ref_key" ON "supply_event"("supply_point_id", "effective_on", "holder_id", "source_ref");
ALTER TABLE "supply_event" ADD CONSTRAINT "supply_event_supply_point_id_fkey" FOREIGN KEY ("supply_point_id") REFERENCES "supply_point"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "supply_event" ADD CONSTRAINT "supply_event_holder_id_fkey" FOREIGN KEY ("holder_id") REFERENCES "participant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "supply_event" ADD CONSTRAINT "supply_event_kind" CHECK ("kind" IN ('change-of-tenancy', 'meter-exchange', 'supplier-switch'));

-- What a change of tenancy does to somebody who lived there: it holds them until they dispute it or the time for that is over.
CREATE TABLE "tenancy_effect" (
    "occupancy_id" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "dispute_until" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "tenancy_effect_pkey" PRIMARY KEY ("occupancy_id", "event_id")
);
CREATE INDEX "tenancy_effect_event_id_idx" ON "tenancy_effect"("event_id");
CREATE INDEX "tenancy_effect_open" ON "tenancy_effect"("dispute_until") WHERE "status" = 'open';
ALTER TABLE "tenancy_effect" ADD CONSTRAINT "tenancy_effect_occupancy_id_fkey" FOREIGN KEY ("occupancy_id") REFERENCES "occupancy"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "tenancy_effect" ADD CONSTRAINT "tenancy_effect_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "supply_event"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "tenancy_effect" ADD CONSTRAINT "tenancy_effect_status" CHECK ("status" IN ('open', 'disputed', 'ended'));

-- A consent that was held because of an occupancy, and the state in which it was before.
CREATE TABLE "tenancy_hold" (
    "consent_id" TEXT NOT NULL,
    "occupancy_id" TEXT NOT NULL,
    "state_before" TEXT NOT NULL,
    "held_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tenancy_hold_pkey" PRIMARY KEY ("consent_id", "occupancy_id")
);
ALTER TABLE "tenancy_hold" ADD CONSTRAINT "tenancy_hold_consent_id_fkey" FOREIGN KEY ("consent_id") REFERENCES "consent"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "tenancy_hold" ADD CONSTRAINT "tenancy_hold_occupancy_id_fkey" FOREIGN KEY ("occupancy_id") REFERENCES "occupancy"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "tenancy_hold" ADD CONSTRAINT "tenancy_hold_state" CHECK ("state_before" IN ('active', 'paused'));

-- A disclosure of readings from after somebody had moved out, which nobody had told us yet.
CREATE TABLE "disclosure_recall" (
    "disclosure_id" BIGINT NOT NULL,
    "occupancy_id" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "flagged_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "disclosure_recall_pkey" PRIMARY KEY ("disclosure_id", "occupancy_id")
);
ALTER TABLE "disclosure_recall" ADD CONSTRAINT "disclosure_recall_disclosure_id_fkey" FOREIGN KEY ("disclosure_id") REFERENCES "disclosure"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "disclosure_recall" ADD CONSTRAINT "disclosure_recall_occupancy_id_fkey" FOREIGN KEY ("occupancy_id") REFERENCES "occupancy"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- From when on a holder says that somebody else lives there: nothing of later is shown, from that instant on.
ALTER TABLE "occupancy" ADD COLUMN "held_from" TIMESTAMPTZ(3);

DROP VIEW "occupancy_proved_now";
CREATE VIEW "occupancy_proved_now" AS
  SELECT "id", "account_id", "supply_point_id", "starts_at", least("ends_at", "held_from") AS "ends_at", "opens_at", "level"
  FROM "occupancy"
  WHERE "level" > 0 AND ("verified_until" IS NULL OR "verified_until" > least(now(), "ends_at"));

-- The same for who looks at their own: closed since they recovered their account, until it is proved again.
CREATE VIEW "occupancy_own_now" AS
  SELECT p.* FROM "occupancy_proved_now" p
  JOIN "occupancy" o ON o."id" = p."id"
  JOIN "account" a ON a."id" = o."account_id"
  WHERE a."recovered_at" IS NULL OR o."verified_at" > a."recovered_at";
