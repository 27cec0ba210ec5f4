# kojid with the sandbox as its backend. Build in a clone of the repository: docker build -f packaging/containers/builder.Dockerfile .
FROM node:22.14.0-bookworm-slim AS build
WORKDIR /src
RUN apt-get update \
    && apt-get install -y --no-install-recommends g++ make python3 \
    && rm -rf /var/lib/apt/lists/*
COPY . .
RUN npm ci --no-audit --no-fund && npm run build
RUN node packaging/containers/pack.mjs /packed builder plugin-runroot plugin-sft
WORKDIR /app
RUN npm init -y && npm install --no-audit --no-fund /packed/*.tgz

FROM node:22.14.0-bookworm-slim
ENV NODE_ENV=production PATH=/app/node_modules/.bin:$PATH
# What makes and fills build roots. tini is process 1: it takes over what commands of tasks leave behind.
RUN apt-get update \
    && apt-get install -y --no-install-recommends bubblewrap createrepo-c dnf git keyutils rpm tini uidmap zstd \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --gid 990 kojid && useradd --uid 990 --gid kojid --no-create-home kojid \
    && echo 'kojid:100000:65536' >>/etc/subuid && echo 'kojid:100000:65536' >>/etc/subgid \
    && install -d -o kojid -g kojid /var/lib/kojid /etc/kojid
COPY --from=build /app /app
USER kojid
VOLUME ["/var/lib/kojid"]
# No HEALTHCHECK: the container ends with kojid, and whether it takes tasks is what the hub knows (`koji list-hosts`).
ENTRYPOINT ["tini", "--", "kojid", "--config", "/etc/kojid/kojid.conf", "--verbose", "--force-lock"]
