-- Backchannel requests that wait for somebody, found by whom they wait for.
CREATE INDEX "oidc_record_waiting" ON "oidc_record" (("payload"->>'accountId')) WHERE "model" = 'BackchannelAuthenticationRequest' AND "grant_id" IS NULL;
