# syntax=docker/dockerfile:1
# One image for every service of ours. The first stage installs the locked packages and the Dutch pipeline, trains the model
# unless the one of this very source is there, and takes away what no service needs; the second holds the outcome and nothing
# that made it. scripts/image-tree is what happens, and runs without Docker too.
#   docker build --build-arg PYTHON_IMAGE=… --build-arg SOURCE_DATE_EPOCH=$(git log -1 --format=%ct) -t magdat:local .
# The same source, model and date give the same files; with BuildKit's --output type=image,rewrite-timestamp=true also the same layers.
ARG PYTHON_IMAGE

FROM ${PYTHON_IMAGE} AS bouw
ARG SOURCE_DATE_EPOCH=0
ENV SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH} PYTHONHASHSEED=0
WORKDIR /app
COPY . .
RUN scripts/image-tree

FROM ${PYTHON_IMAGE}
RUN useradd --no-create-home --home-dir /tmp --uid 10001 --user-group --shell /usr/sbin/nologin magdat \
    && rm -rf /usr/local/lib/python3.10/site-packages/pip* /usr/local/lib/python3.10/site-packages/setuptools* \
    && rm -f /var/log/lastlog /var/log/faillog /var/log/*.log
WORKDIR /app
# Of root: a service that is broken into cannot change what it runs. Only .toestand, where a volume comes, is its own.
COPY --from=bouw /app /app
RUN install -d -o magdat -g magdat -m 0700 .toestand
USER 10001:10001
ENV HOME=/tmp PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 MPLCONFIGDIR=/tmp
EXPOSE 5005 5055 5056 8080 8081
CMD [".venv/bin/python", "-m", "launch", "start"]
