# The hub with its pages and plugins. Build in a clone of the repository: docker build -f packaging/containers/hub.Dockerfile .
FROM node:22.14.0-bookworm-slim AS build
WORKDIR /src
RUN apt-get update \
    && apt-get install -y --no-install-recommends g++ make python3 \
    && rm -rf /var/lib/apt/lists/*
COPY . .
RUN npm ci --no-audit --no-fund && npm run build
RUN node packaging/containers/pack.mjs /packed hub-core web plugin-runroot plugin-sidetag plugin-sft plugin-protonmsg
WORKDIR /app
RUN npm init -y && npm install --no-audit --no-fund /packed/*.tgz

FROM node:22.14.0-bookworm-slim
ENV NODE_ENV=production PATH=/app/node_modules/.bin:$PATH
RUN groupadd --gid 990 koji && useradd --uid 990 --gid koji --no-create-home koji \
    && install -d -o koji -g koji /mnt/koji /mnt/koji-hub /etc/koji-hub
COPY --from=build /app /app
USER koji
VOLUME ["/mnt/koji", "/mnt/koji-hub"]
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s \
    CMD ["node", "-e", "fetch('http://127.0.0.1:8080/readyz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# The program itself is process 1, so that SIGTERM reaches it; it starts no children but its own workers.
ENTRYPOINT ["koji-hub", "--config", "/etc/koji-hub/hub.conf"]
CMD ["serve", "--listen", "0.0.0.0:8080"]
