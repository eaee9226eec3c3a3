-- Rules that Prisma's schema language cannot say.

ALTER TABLE "account" ADD CONSTRAINT "account_role" CHECK ("role" IN ('consumer', 'regulator', 'operator'));
ALTER TABLE "account" ADD CONSTRAINT "account_email_lower" CHECK ("email" = lower("email"));
ALTER TABLE "participant" ADD CONSTRAINT "participant_status" CHECK ("status" IN ('active', 'suspended', 'revoked', 'surrendered'));
ALTER TABLE "software_product" ADD CONSTRAINT "software_product_status" CHECK ("status" IN ('active', 'inactive', 'removed'));
ALTER TABLE "supply_point" ADD CONSTRAINT "supply_point_mpan" CHECK ("mpan" ~ '^[0-9]{13}$');
ALTER TABLE "occupancy" ADD CONSTRAINT "occupancy_order" CHECK ("ends_at" IS NULL OR "ends_at" > "starts_at");
ALTER TABLE "occupancy" ADD CONSTRAINT "occupancy_level" CHECK ("level" BETWEEN 0 AND 3);
ALTER TABLE "reading_day" ADD CONSTRAINT "reading_day_width" CHECK (octet_length("wh") IN (96, 192));
ALTER TABLE "reading_day" ALTER COLUMN "wh" SET STORAGE PLAIN;
ALTER TABLE "consent" ADD CONSTRAINT "consent_state" CHECK ("state" IN (
  'requested', 'awaiting_authorisation', 'active', 'paused', 'suspended', 'withdrawn', 'revoked', 'expired',
  'superseded', 'completed', 'tenancy_ended', 'invalidated', 'rejected', 'timed_out'));

-- An arrangement has at most one consent in force.
CREATE UNIQUE INDEX "consent_in_force" ON "consent" ("arrangement_id") WHERE "state" IN ('active', 'paused', 'suspended');
CREATE INDEX "consent_due" ON "consent" ("ends_at") WHERE "state" IN ('active', 'paused', 'suspended');

-- The ledger only grows: entries, their place and their checkpoints are never changed or removed.
CREATE FUNCTION "refuse_change" () RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The ledger only grows: % on % is refused.', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER "ledger_entry_only_grows" BEFORE UPDATE OR DELETE OR TRUNCATE ON "ledger_entry" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change" ();
CREATE TRIGGER "ledger_leaf_only_grows" BEFORE UPDATE OR DELETE OR TRUNCATE ON "ledger_leaf" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change" ();
CREATE TRIGGER "ledger_checkpoint_only_grows" BEFORE UPDATE OR DELETE OR TRUNCATE ON "ledger_checkpoint" FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change" ();

-- The terms of a consent never change, only its state does.
CREATE FUNCTION "consent_terms_are_fixed" () RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW."id", NEW."arrangement_id", NEW."version", NEW."purpose_code", NEW."purpose_text", NEW."permissions", NEW."history_from",
      NEW."ends_at", NEW."request_id", NEW."summary_hash", NEW."decided_at")
     IS DISTINCT FROM
     (OLD."id", OLD."arrangement_id", OLD."version", OLD."purpose_code", OLD."purpose_text", OLD."permissions", OLD."history_from",
      OLD."ends_at", OLD."request_id", OLD."summary_hash", OLD."decided_at")
  THEN RAISE EXCEPTION 'The terms of a consent never change: make a new version.' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER "consent_terms_are_fixed" BEFORE UPDATE ON "consent" FOR EACH ROW EXECUTE FUNCTION "consent_terms_are_fixed" ();

-- The one definition of "data may flow": the consent is active and in date, and so are the product and the
-- organisation behind it. The token adapter and the read path both look here.
CREATE VIEW "consent_in_force_now" AS
  SELECT c."id" AS consent_id, c."arrangement_id", c."permissions", c."history_from", c."ends_at", p."client_id"
  FROM "consent" c
  JOIN "arrangement" a ON a."id" = c."arrangement_id"
  JOIN "software_product" p ON p."id" = a."product_id" AND p."status" = 'active'
  JOIN "participant" o ON o."id" = p."participant_id" AND o."status" = 'active'
  WHERE c."state" = 'active' AND c."ends_at" > now();

-- Milliseconds since the epoch, or null.
CREATE FUNCTION "ms" (t timestamptz) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS 'SELECT (extract(epoch FROM t) * 1000)::bigint';
