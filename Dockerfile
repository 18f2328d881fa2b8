FROM python:3.11-slim
WORKDIR /app
COPY requirements.lock .
RUN pip install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml README.md ./
COPY bot bot
COPY confined confined
COPY flows flows
COPY ici ici
COPY knowledge knowledge
COPY storage storage
COPY locales locales
RUN pip install --no-cache-dir --no-deps --no-build-isolation -e . \
    && useradd --create-home pandu && mkdir var && chown pandu var
USER pandu
ENV PANDU_FILES=/app/var/pandu-files
VOLUME /app/var
CMD ["pandu", "serve"]
