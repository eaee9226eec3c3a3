-- What happened in the register, by whom and why. Access follows from the statuses; this says how they came about.
CREATE TABLE "register_event" (
    "id" BIGSERIAL NOT NULL,
    "participant_id" TEXT NOT NULL,
    "product_id" TEXT,
    "event" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "reason" TEXT,
    "sentence" TEXT,
    "fields" TEXT[],
    "actor_kind" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "proposed_by" TEXT,
    "happened_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "register_event_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "register_event_participant_id_id_idx" ON "register_event" ("participant_id", "id" DESC);
CREATE INDEX "register_event_product_id_id_idx" ON "register_event" ("product_id", "id" DESC);
ALTER TABLE "register_event" ADD CONSTRAINT "register_event_participant_id_fkey" FOREIGN KEY ("participant_id") REFERENCES "participant" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "register_event" ADD CONSTRAINT "register_event_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "software_product" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
-- All but the sentence, which somebody wrote freely and which may have to be erased.
CREATE TRIGGER "register_event_only_grows"
  BEFORE UPDATE OF "id", "participant_id", "product_id", "event", "status", "reason", "fields", "actor_kind", "actor", "proposed_by", "happened_at"
  OR DELETE OR TRUNCATE ON "register_event" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change" ();

-- What somebody proposed and somebody must decide: the details of a product, or an ending that can't be undone.
CREATE TABLE "register_proposal" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "participant_id" TEXT NOT NULL,
    "product_id" TEXT,
    "body" JSONB NOT NULL,
    "proposed_by" TEXT NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT,
    "decided_by" TEXT,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "register_proposal_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "register_proposal_participant_id_idx" ON "register_proposal" ("participant_id");
ALTER TABLE "register_proposal" ADD CONSTRAINT "register_proposal_participant_id_fkey" FOREIGN KEY ("participant_id") REFERENCES "participant" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "register_proposal" ADD CONSTRAINT "register_proposal_product_id_fkey" FOREIGN KEY ("product_id") REFERENCES "software_product" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "register_proposal" ADD CONSTRAINT "register_proposal_kind" CHECK ("kind" IN ('product', 'ending'));
ALTER TABLE "register_proposal" ADD CONSTRAINT "register_proposal_outcome" CHECK ("outcome" IN ('approved', 'declined'));
ALTER TABLE "register_proposal" ADD CONSTRAINT "register_proposal_decided" CHECK (num_nulls("outcome", "decided_by", "decided_at") IN (0, 3));
-- Four eyes: what can't be undone is never decided for by the one who proposed it.
ALTER TABLE "register_proposal" ADD CONSTRAINT "register_proposal_four_eyes" CHECK ("kind" <> 'ending' OR "outcome" IS DISTINCT FROM 'approved' OR "decided_by" <> "proposed_by");

-- What an operator typed into a form that came back with faults; one for each operator and form.
CREATE TABLE "register_draft" (
    "account_id" TEXT NOT NULL,
    "form" TEXT NOT NULL,
    "typed" JSONB NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "register_draft_pkey" PRIMARY KEY ("account_id", "form")
);
ALTER TABLE "register_draft" ADD CONSTRAINT "register_draft_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account" ("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Logos, by the SHA-256 (hex) of what is served. Kept for ever: what a consumer was shown must be shown again.
CREATE TABLE "register_logo" (
    "hash" TEXT NOT NULL,
    "png" BYTEA NOT NULL,

    CONSTRAINT "register_logo_pkey" PRIMARY KEY ("hash")
);
ALTER TABLE "software_product" ADD COLUMN "logo" TEXT;
ALTER TABLE "software_product" ADD CONSTRAINT "software_product_logo_fkey" FOREIGN KEY ("logo") REFERENCES "register_logo" ("hash") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Revoked, surrendered and removed are final, whoever asks.
CREATE FUNCTION "refuse_return" () RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is final: % does not come back.', OLD."status", OLD."id" USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER "participant_end_is_final" BEFORE UPDATE OF "status" ON "participant" FOR EACH ROW
  WHEN (OLD."status" IN ('revoked', 'surrendered') AND NEW."status" <> OLD."status") EXECUTE FUNCTION "refuse_return" ();
CREATE TRIGGER "software_product_end_is_final" BEFORE UPDATE OF "status" ON "software_product" FOR EACH ROW
  WHEN (OLD."status" = 'removed' AND NEW."status" <> OLD."status") EXECUTE FUNCTION "refuse_return" ();
