-- The ledger entry that closed the batch a disclosure belongs to.
ALTER TABLE "disclosure" ADD COLUMN "batch_seq" BIGINT;
CREATE INDEX "disclosure_batch_seq_idx" ON "disclosure" ("batch_seq", "id");
