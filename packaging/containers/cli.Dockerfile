# The command line. Build in a clone of the repository: docker build -f packaging/containers/cli.Dockerfile .
FROM node:22.14.0-bookworm-slim AS build
WORKDIR /src
RUN apt-get update \
    && apt-get install -y --no-install-recommends g++ make python3 \
    && rm -rf /var/lib/apt/lists/*
COPY . .
RUN npm ci --no-audit --no-fund && npm run build
RUN node packaging/containers/pack.mjs /packed cli plugin-runroot plugin-sidetag plugin-sft
WORKDIR /app
RUN npm init -y && npm install --no-audit --no-fund /packed/*.tgz

FROM node:22.14.0-bookworm-slim
ENV NODE_ENV=production PATH=/app/node_modules/.bin:$PATH
RUN groupadd --gid 990 koji && useradd --uid 990 --gid koji --create-home koji
COPY --from=build /app /app
USER koji
WORKDIR /home/koji
ENTRYPOINT ["koji"]
CMD ["help"]
