# One image for the four services; the model is trained while building, so that starting is fast.
FROM python:3.10-slim-bookworm
RUN apt-get update && apt-get install -y --no-install-recommends make && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid 10001 magdat
WORKDIR /app
COPY --chown=magdat . .
RUN chown magdat /app
USER magdat
RUN make install && make train
RUN mkdir -p .toestand
EXPOSE 5005 5055 8080 8081
CMD [".venv/bin/python", "-m", "launch", "start"]
