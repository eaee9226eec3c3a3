-- Keys have a life: announced, signing, retiring, retired. Secrets that were derived from the operator key are kept
-- beside them, sealed too, so that the operator key can change and they need not.
ALTER TABLE "signing_key" RENAME TO "sealed_key";
ALTER TABLE "sealed_key" RENAME CONSTRAINT "signing_key_pkey" TO "sealed_key_pkey";
ALTER TABLE "sealed_key" ALTER COLUMN "public_jwk" DROP NOT NULL;
ALTER TABLE "sealed_key" ADD COLUMN "signs_from" TIMESTAMPTZ(3);
UPDATE "sealed_key" SET "signs_from" = "created_at";
ALTER TABLE "sealed_key" ALTER COLUMN "signs_from" SET NOT NULL;
