package dev.steergraph.ingest.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steergraph.core.text.Document;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against what Python's json, pandas and pyarrow read from the same files: expected.json, written by make_readers.py. */
class ReadersTest {

    @ParameterizedTest
    @CsvSource({
        "cells.csv, \", STRICT",
        "carriage.csv, \", STRICT",
        "unquoted.tsv, , STRICT",
        "python.jsonl, \", STRICT",
        "python.jsonl.gz, \", STRICT",
        "python.json, \", STRICT",
        "broken.txt, \", REPLACE",
        "text=abc/part.parquet, \", STRICT",
        "label=web/part.parquet, \", STRICT"
    })
    void documentsAreThoseOfPython(String name, @Nullable Character quote, EncodingErrors errors) throws Exception {
        Path folder = Path.of(ReadersTest.class.getResource("readers").toURI());
        List<Tuple> expected = new ArrayList<>();
        for (JsonNode document : new ObjectMapper()
                .readTree(folder.resolve("expected.json").toFile())
                .get(name)) {
            expected.add(tuple(
                    document.get("text").asText(), document.get("category").textValue()));
        }
        assertThat(expected).isNotEmpty();
        CorpusSpec spec = new CorpusSpec(
                List.of(folder.resolve(name).toString()), null, "text", "label", false, 0, new Dialect(quote, errors));
        try (Stream<Document> documents = Corpus.of(spec).documents()) {
            assertThat(documents.toList())
                    .extracting(Document::text, Document::category)
                    .containsExactlyElementsOf(expected);
        }
    }
}
