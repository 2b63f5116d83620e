package dev.steergraph.ingest.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.github.luben.zstd.ZstdOutputStream;
import dev.steergraph.core.UserError;
import dev.steergraph.core.text.Document;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void textHasADocumentPerLineOrPerFile() throws IOException {
        write("notes.txt", "\uFEFFfirst\r\n\n  second \nthird");
        write("more.md", "# a\n\nb\n");
        assertThat(read(spec("notes.txt", "more.md")))
                .extracting(Document::id, Document::text)
                .containsExactly(
                        tuple("notes.txt:1", "first"),
                        tuple("notes.txt:3", "second"),
                        tuple("notes.txt:4", "third"),
                        tuple("more.md:1", "# a"),
                        tuple("more.md:3", "b"));
        CorpusSpec whole = new CorpusSpec(List.of(path("more.md"), path("notes.txt")), null, "text", null, true, 0);
        assertThat(read(whole)).extracting(Document::text).containsExactly("# a\n\nb", "first\r\n\n  second \nthird");
    }

    @Test
    void saysHowLargeItIsWhereThatIsKnownUnread() throws IOException {
        write("notes.txt", "first\nsecond");
        write("b.jsonl", "{\"text\": \"one\"}");
        write("c.txt.gz", "");
        write("d.parquet", "");
        assertThat(Corpus.of(spec("notes.txt", "b.jsonl")).bytes()).hasValue(12 + 15);
        for (String unknown : List.of("c.txt.gz", "d.parquet")) {
            assertThat(Corpus.of(spec("notes.txt", unknown)).bytes()).isEmpty();
        }
        assertThat(Corpus.of(CorpusSpec.of("-")).bytes()).isEmpty();
        long glosses = read(CorpusSpec.of("wordnet")).stream()
                .mapToLong(gloss -> gloss.text().getBytes(StandardCharsets.UTF_8).length)
                .sum();
        assertThat(Corpus.of(CorpusSpec.of("wordnet")).bytes().orElseThrow())
                .isBetween(glosses, glosses + glosses / 50);
    }

    @Test
    void jsonLinesAreReadPlainAndCompressed() throws IOException {
        String pile = "{\"text\": \"one\\ntwo\", \"meta\": {\"pile_set_name\": \"Github\"}}\n"
                + "\n{\"meta\": {\"pile_set_name\": \"ArXiv\"}, \"text\": \"tree\"}\n{\"text\": null, \"meta\": {}}\n";
        write("a.jsonl", pile);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("a.jsonl.gz")))) {
            out.write(pile.getBytes(StandardCharsets.UTF_8));
        }
        try (ZstdOutputStream out = new ZstdOutputStream(Files.newOutputStream(folder.resolve("a.jsonl.zst")))) {
            out.setLong(28);
            out.write(pile.getBytes(StandardCharsets.UTF_8));
        }
        for (String file : List.of("a.jsonl", "a.jsonl.gz", "a.jsonl.zst")) {
            assertThat(read(spec(file))).extracting(Document::category).containsOnlyNulls();
            // The third record has no category, which matters only where it is asked for.
            assertThatThrownBy(() -> read(fields(file, "text", "meta.pile_set_name")))
                    .isInstanceOf(UserError.class)
                    .hasMessage(path(file)
                            + ", line 4 has no field \"meta.pile_set_name\"; it has text, meta; name one of these.");
        }
        write("b.jsonl", pile.replace("{}", "{\"pile_set_name\": null}"));
        assertThat(read(fields("b.jsonl", "text", "meta.pile_set_name")))
                .extracting(Document::id, Document::text, Document::category)
                .containsExactly(tuple("b.jsonl:1", "one\ntwo", "Github"), tuple("b.jsonl:3", "tree", "ArXiv"));
    }

    @Test
    void tablesAreReadByColumn() throws Exception {
        String table =
                "(SELECT 'text ' || i AS prompt, CASE WHEN i = 2 THEN NULL ELSE 'it''s \"' || i || '\",\nß' END AS"
                        + " \"my text\", i % 2 AS label, {'inner': 'deep ' || i} AS meta FROM range(5) t(i))";
        copy(table, "t.parquet", "FORMAT PARQUET, ROW_GROUP_SIZE 2");
        copy("(SELECT prompt, \"my text\", label FROM " + table + ")", "t.csv", "FORMAT CSV, HEADER");
        copy("(SELECT prompt, \"my text\", label FROM " + table + ")", "t.tsv", "FORMAT CSV, HEADER, DELIMITER '\t'");
        copy(table, "t.json", "FORMAT JSON, ARRAY true");
        for (String file : List.of("t.parquet", "t.csv", "t.tsv", "t.json")) {
            List<Document> documents = read(fields(file, "my text", "label"));
            assertThat(documents)
                    .as(file)
                    .extracting(Document::text, Document::category)
                    .containsExactly(
                            tuple("it's \"0\",\nß", "0"),
                            tuple("it's \"1\",\nß", "1"),
                            tuple("it's \"3\",\nß", "1"),
                            tuple("it's \"4\",\nß", "0"));
            assertThat(documents.get(2).id()).isEqualTo(file + ":4");
            assertThatThrownBy(() -> read(spec(file)))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining(path(file) + " has no column \"text\"; it has prompt, my text, label")
                    .satisfies(mistake ->
                            assertThat(((UserError) mistake).settings()).containsExactly("field"));
            assertThatThrownBy(() -> read(fields(file, "prompt", "kind")))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("has no column \"kind\"")
                    .satisfies(mistake ->
                            assertThat(((UserError) mistake).settings()).containsExactly("category-field"));
        }
        for (String file : List.of("t.parquet", "t.json")) {
            assertThat(read(fields(file, "meta.inner", null)))
                    .extracting(Document::text)
                    .startsWith("deep 0", "deep 1");
            assertThatThrownBy(() -> read(fields(file, "label", null)))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("is of type " + (file.equals("t.json") ? "number" : "BIGINT") + ", not text");
            assertThatThrownBy(() -> read(fields(file, "meta.other", null)))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("has no column \"meta.other\"");
        }
    }

    @Test
    void namesAreNeverMistakenForSql() throws Exception {
        copy("(SELECT 'yes' AS \"te\"\"xt\"\"; DROP\")", "it's [1]*?.parquet", "FORMAT PARQUET");
        copy("(SELECT 'no' AS \"te\"\"xt\"\"; DROP\")", "it's 1xx.parquet", "FORMAT PARQUET");
        assertThat(read(fields("it's [1]*?.parquet", "te\"xt\"; DROP", null)))
                .extracting(Document::text)
                .containsExactly("yes");
        assertThatThrownBy(() -> read(fields("it's [1]*?.parquet", "x\" FROM range(3) --", null)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("has no column");
    }

    @Test
    void patternsMatchInTheOrderOfTheirPaths() throws IOException {
        for (String name : List.of("b/2.txt", "b/10.txt", "a/x.txt", "a/deep/er/y.txt", "c.txt", "c.csv")) {
            write(name, "in " + name);
        }
        assertThat(texts("**.txt"))
                .containsExactly("in a/deep/er/y.txt", "in a/x.txt", "in b/10.txt", "in b/2.txt", "in c.txt");
        assertThat(texts("a/**/*.txt")).containsExactly("in a/deep/er/y.txt", "in a/x.txt");
        assertThat(texts("{b,a}/[0-9x]*.txt")).containsExactly("in a/x.txt", "in b/10.txt", "in b/2.txt");
        assertThat(texts("c.txt", "*/?.txt")).containsExactly("in c.txt", "in a/x.txt", "in b/2.txt");
        assertThatThrownBy(() -> texts("z*.txt"))
                .isInstanceOf(UserError.class)
                .hasMessage("No corpus file matches " + path("z*.txt") + "; check the pattern.")
                .satisfies(
                        mistake -> assertThat(((UserError) mistake).settings()).containsExactly("corpus"));
        assertThatThrownBy(() -> texts("{b.txt")).isInstanceOf(UserError.class).hasMessageContaining("no pattern");
        assertThatThrownBy(() -> texts("a")).isInstanceOf(UserError.class).hasMessageContaining("is a folder");
        assertThatThrownBy(() -> texts("none.txt"))
                .isInstanceOf(UserError.class)
                .hasMessage("Corpus file " + path("none.txt") + " does not exist; check its name.")
                .satisfies(
                        mistake -> assertThat(((UserError) mistake).settings()).containsExactly("corpus"));
    }

    @Test
    void standardInputIsTextOrJsonLines() throws IOException {
        InputStream usual = System.in;
        try {
            System.setIn(new ByteArrayInputStream("a\nb\n".getBytes(StandardCharsets.UTF_8)));
            assertThat(read(CorpusSpec.of("-"))).extracting(Document::text).containsExactly("a", "b");
            System.setIn(new ByteArrayInputStream("{\"text\": \"c\"}".getBytes(StandardCharsets.UTF_8)));
            CorpusSpec json = new CorpusSpec(List.of("-"), Format.JSONL, "text", null, false, 0);
            assertThat(read(json)).extracting(Document::text).containsExactly("c");
        } finally {
            System.setIn(usual);
        }
        CorpusSpec parquet = new CorpusSpec(List.of("-"), Format.PARQUET, "text", null, false, 0);
        assertThatThrownBy(() -> read(parquet)).isInstanceOf(UserError.class).hasMessageContaining("Standard input");
    }

    @Test
    void whatIsWrongWithAFileIsSaidInOneSentence() throws Exception {
        Files.write(folder.resolve("latin.txt"), "ok\nna\u00efve\n".getBytes(StandardCharsets.ISO_8859_1));
        refuses("latin.txt", "latin.txt is not UTF-8 text: line 2 has the bytes 0xef");
        Files.write(folder.resolve("latin.csv"), "text\nok\nna\u00efve\n".getBytes(StandardCharsets.ISO_8859_1));
        refuses("latin.csv", "latin.csv is not UTF-8 text: line 3 has the bytes 0xef");
        write("bad.jsonl", "{\"text\": \"a\"}\n{\"text\": \n");
        refuses("bad.jsonl", "bad.jsonl, line 2 is not JSON");
        write("list.jsonl", "[1]\n");
        refuses("list.jsonl", "list.jsonl, line 1 is JSON, but no object");
        write("number.jsonl", "{\"text\": 3}\n");
        refuses("number.jsonl", "line 1: field \"text\" is of type number, not text");
        write("other.jsonl", "{\"content\": \"a\", \"id\": 1}\n");
        refuses("other.jsonl", "line 1 has no field \"text\"; it has content, id");
        write("no.parquet", "not parquet at all");
        refuses("no.parquet", "no.parquet cannot be read as PARQUET");
        write("no.txt.gz", "not gzip");
        refuses("no.txt.gz", "no.txt.gz is no gzip file");
        byte[] noise = new byte[50_000];
        new Random(1).nextBytes(noise);
        String text = Base64.getMimeEncoder().encodeToString(noise);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("cut.txt.gz")))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        try (OutputStream out = new ZstdOutputStream(Files.newOutputStream(folder.resolve("cut.txt.zst")))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        for (String file : List.of("cut.txt.gz", "cut.txt.zst")) {
            byte[] whole = Files.readAllBytes(folder.resolve(file));
            Files.write(folder.resolve(file), Arrays.copyOf(whole, whole.length / 2));
            refuses(file, file + " ends early or is damaged after line");
        }
    }

    private void refuses(String file, String sentence) {
        assertThatThrownBy(() -> read(spec(file)))
                .as(file)
                .isInstanceOf(UserError.class)
                .hasMessageContaining(sentence)
                .satisfies(e ->
                        assertThat(e.getMessage()).startsWith(folder.toString()).hasLineCount(1));
    }

    private static List<Document> read(CorpusSpec spec) throws IOException {
        try (Stream<Document> documents = Corpus.of(spec).documents()) {
            return documents.toList();
        }
    }

    private List<String> texts(String... names) throws IOException {
        return read(spec(names)).stream().map(Document::text).toList();
    }

    private CorpusSpec spec(String... names) {
        return CorpusSpec.of(Stream.of(names).map(this::path).toArray(String[]::new));
    }

    private CorpusSpec fields(String name, String field, @Nullable String category) {
        return new CorpusSpec(List.of(path(name)), null, field, category, false, 0);
    }

    private String path(String name) {
        return folder + "/" + name;
    }

    private void write(String name, String content) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.writeString(folder.resolve(name), content);
    }

    private void copy(String table, String name, String options) throws SQLException {
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = database.createStatement()) {
            statement.execute("COPY " + table + " TO '" + path(name).replace("'", "''") + "' (" + options + ")");
        }
    }
}
