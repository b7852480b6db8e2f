# syntax=docker/dockerfile:1

FROM node:24.21.0-slim AS build
WORKDIR /bookchat
ENV CI=true DO_NOT_TRACK=1 TURBO_TELEMETRY_DISABLED=1 TURBO_CACHE_DIR=/tmp/turbo
# The same pnpm as everywhere else: the one that package.json names.
COPY package.json ./
RUN npm install --global "$(node --print "require('./package.json').packageManager")"
COPY . .
RUN pnpm install --frozen-lockfile
RUN pnpm exec turbo run build --filter=@bookchat/api --filter=@bookchat/web
# The server is one bundle; better-sqlite3 and sharp stay outside it, for their binaries. The first needs nothing else; what
# the second needs stands beside it.
RUN mkdir -p /runtime/node_modules \
  && cp -RL apps/api/node_modules/better-sqlite3 /runtime/node_modules/ \
  && rm -rf /runtime/node_modules/better-sqlite3/deps /runtime/node_modules/better-sqlite3/src \
  && cp -RL "$(dirname "$(realpath apps/api/node_modules/sharp)")/." /runtime/node_modules/ \
  && rm -rf /runtime/node_modules/@types

FROM node:24.21.0-slim
WORKDIR /bookchat
# The archive beside the database, and restoring from one on GitHub, go through git's own program.
RUN apt-get update && apt-get install --yes --no-install-recommends git ca-certificates && rm -rf /var/lib/apt/lists/*
# A port below 1024 (production's default is 80) is not for a user without privileges.
ENV NODE_ENV=production HOST=0.0.0.0 PORT=5002 DATA_DIR=/data
COPY --from=build /runtime/node_modules node_modules
COPY --from=build /bookchat/apps/api/dist apps/api/dist
COPY --from=build /bookchat/apps/web/dist apps/web/dist
COPY package.json LICENSE ./
RUN install --directory --owner=node --group=node --mode=0700 /data
USER node
VOLUME /data
EXPOSE 5002
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s --retries=3 \
  CMD ["node", "--eval", "fetch('http://127.0.0.1:' + process.env.PORT + '/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "apps/api/dist/server.js"]
