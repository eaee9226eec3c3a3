-- An access token is bound to exactly one key: of DPoP proofs (RFC 9449), or of a client certificate (RFC 8705).
-- FAPI 2.0 Security Profile 5.3.2.1: none without.
alter table "access_token" add column "x5t_s256" text;
alter table "access_token" add constraint "access_token_is_bound" check (num_nonnulls("jkt", "x5t_s256") = 1);
