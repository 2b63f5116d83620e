package dev.steergraph.ingest.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are large, nested, compressed oddly, or not what a corpus should be. */
class HardCorporaTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"long.txt", "long.jsonl", "long.json", "long.csv", "long.tsv"})
    void aDocumentOfTwentyMillionCharactersIsRead(String name) throws IOException {
        String text = "the quick brown fox ".repeat(1_000_000).strip();
        List<String> texts = List.of("before", text, "after");
        String content =
                switch (Format.ofName(name)) {
                    case JSONL -> "{\"text\": \"" + String.join("\"}\n{\"text\": \"", texts) + "\"}\n";
                    case JSON -> "[{\"text\": \"" + String.join("\"}, {\"text\": \"", texts) + "\"}]";
                    case CSV, TSV -> "text\n\"" + String.join("\"\n\"", texts) + "\"\n";
                    default -> String.join("\n", texts);
                };
        write(name, content);
        assertThat(texts(spec(name))).containsExactlyElementsOf(texts);
    }

    @Test
    void aLineLongerThanMemoryIsRefused() throws IOException {
        Path bomb = folder.resolve("bomb.txt.gz");
        try (OutputStream out = fastest(Files.newOutputStream(bomb))) {
            out.write("first\n".getBytes(StandardCharsets.UTF_8));
            byte[] block = new byte[1 << 20];
            Arrays.fill(block, (byte) 'a');
            for (int i = 0; i < 3072; i++) {
                out.write(block);
            }
        }
        assertThatThrownBy(() -> texts(spec("bomb.txt.gz")))
                .isInstanceOf(UserError.class)
                .hasMessage(bomb + ", line 2 is longer than 134217728 characters; split it into documents, or leave it"
                        + " out.");
        for (Format format : List.of(Format.JSON, Format.CSV)) {
            CorpusSpec spec = new CorpusSpec(List.of(bomb.toString()), format, "first", null, false, 0);
            assertThatThrownBy(() -> texts(spec)).isInstanceOf(UserError.class).hasMessageStartingWith(bomb + "");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"deep.json", "deep.jsonl"})
    void whatIsNestedTooDeeplyIsRefused(String name) throws IOException {
        write(name, "{\"text\": \"a\"}\n{\"text\": \"b\", \"x\": " + "[".repeat(5_000) + "]".repeat(5_000) + "}\n");
        assertThatThrownBy(() -> texts(spec(name)))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(folder.resolve(name) + ", line 2 is larger than can be read (Document nesting"
                        + " depth (1001) exceeds the maximum allowed (1000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"w.txt.zst", "w.csv.zst", "w.tsv.zst", "w.jsonl.zst", "w.json.zst"})
    void longWindowsAreDecoded(String name) throws IOException {
        String content = name.contains("json") ? "{\"text\": \"one\"}\n{\"text\": \"two\"}\n" : "text\none\ntwo\n";
        try (ZstdOutputStream out = new ZstdOutputStream(Files.newOutputStream(folder.resolve(name)))) {
            out.setLong(30);
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(texts(spec(name))).endsWith("one", "two");
    }

    @Test
    void quotationMarksThatDoNotMatchAreNamedByLine() throws IOException {
        String open = "label\ttext\n0\tplain\n1\t\"opens\n0\tand goes on\n";
        write("open.tsv", open);
        assertThatThrownBy(() -> texts(spec("open.tsv")))
                .isInstanceOf(UserError.class)
                .hasMessage(folder.resolve("open.tsv") + ", line 3: the quotation mark that opens a cell is never"
                        + " closed; if its cells are not quoted, say so.")
                .satisfies(e -> assertThat(((UserError) e).settings()).containsExactly("quote"));
        assertThat(texts(unquoted("open.tsv"))).containsExactly("plain", "\"opens", "and goes on");
        write("after.csv", "text,b\n\"two\nlines\",1\n\"x\"y,1\n");
        assertThatThrownBy(() -> texts(spec("after.csv")))
                .hasMessageContaining("line 4: there is text after a cell's closing quotation mark");
        write("cells.csv", "text,b\n\"two\nlines\",1\nx,1,2\n");
        assertThatThrownBy(() -> texts(spec("cells.csv")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("line 4 has 3 cells, the header has 2");
    }

    @Test
    void theLineOfAMalformedByteIsItsOwn() throws IOException {
        // Beyond one buffer, so that lines before it have been handed out, and some of its buffer have not.
        byte[] text = "line\r\n".repeat(20_000).getBytes(StandardCharsets.UTF_8);
        int at = 6 * 17_233 + 2;
        text[at] = (byte) 0xFF;
        Files.write(folder.resolve("bad.txt"), text);
        for (boolean whole : new boolean[] {false, true}) {
            CorpusSpec spec =
                    new CorpusSpec(List.of(folder.resolve("bad.txt").toString()), null, "text", null, whole, 0);
            assertThatThrownBy(() -> texts(spec))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("line 17234 has the bytes 0xff")
                    .satisfies(e -> assertThat(((UserError) e).settings()).containsExactly("encoding-errors"));
        }
        CorpusSpec replacing = new CorpusSpec(
                List.of(folder.resolve("bad.txt").toString()),
                null,
                "text",
                null,
                false,
                0,
                new Dialect('"', EncodingErrors.REPLACE));
        assertThat(texts(replacing)).hasSize(20_000).contains("li\uFFFDe");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"text\": \"a\"} {\"text\": \"b\"}",
                "{\"text\": \"a\"}]",
                "{\"text\": \"a\"",
                "{\"text\": NaNa}",
                "\"text\"",
                "[{\"text\": \"a\"}]",
                "{\"text\": [\"a\"]}"
            })
    void aLineThatIsNotOneObjectIsRefused(String line) throws IOException {
        write("bad.jsonl", "{\"text\": \"fine\"}\n" + line + "\n");
        assertThatThrownBy(() -> texts(spec("bad.jsonl")))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(folder.resolve("bad.jsonl") + ", line 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"text\": \"a\"}\n, 3]",
                "[{\"text\": \"a\"}]\n[]",
                "{\"text\": \"a\"}\n]",
                "[{\"text\": \"a\"},\n"
            })
    void aFileThatIsNotObjectsIsRefused(String content) throws IOException {
        write("bad.json", content);
        assertThatThrownBy(() -> texts(spec("bad.json")))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(folder.resolve("bad.json") + ", ")
                .hasMessageContaining("line 2");
    }

    @Test
    void aCategoryIsASingleValue() throws IOException {
        write("c.jsonl", "{\"text\": \"a\", \"category\": [\"x\"]}\n");
        assertThat(texts(spec("c.jsonl"))).containsExactly("a");
        CorpusSpec asked =
                new CorpusSpec(List.of(folder.resolve("c.jsonl").toString()), null, "text", "category", false, 0);
        assertThatThrownBy(() -> texts(asked))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("line 1: field \"category\" is of type array, not a single value");
    }

    @Test
    void linksAreFollowedUnlessTheyLeadBack() throws IOException {
        write("a/one.txt", "one");
        Files.createSymbolicLink(folder.resolve("a/back"), folder);
        Files.createSymbolicLink(folder.resolve("away"), folder.resolve("a"));
        assertThat(texts(spec("**.txt"))).containsExactly("one", "one");
        Files.createSymbolicLink(folder.resolve("self.txt"), folder.resolve("self.txt"));
        assertThatThrownBy(() -> texts(spec("self.txt")))
                .isInstanceOf(UserError.class)
                .hasMessage("Corpus file " + folder + "/self.txt is a link that leads to no file; check its name.");
        Files.createDirectory(folder.resolve("folder.jsonl"));
        assertThatThrownBy(() -> texts(spec("folder.jsonl")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("is a folder");
        assertThatThrownBy(() -> texts(CorpusSpec.of("a\u0000b")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("has a name that no file can have");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aPipeIsRead() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Process writer = new ProcessBuilder("sh", "-c", "printf 'a b\\nc d\\n' > " + pipe).start();
        assertThat(texts(spec("pipe"))).containsExactly("a b", "c d");
        assertThat(writer.waitFor()).isZero();
    }

    @Test
    void tablesComeFromStandardInputToo() throws IOException {
        InputStream usual = System.in;
        try {
            System.setIn(new ByteArrayInputStream("n\ttext\n1\ta b\n".getBytes(StandardCharsets.UTF_8)));
            assertThat(texts(new CorpusSpec(List.of("-"), Format.TSV, "text", null, false, 0)))
                    .containsExactly("a b");
        } finally {
            System.setIn(usual);
        }
    }

    private static OutputStream fastest(OutputStream out) throws IOException {
        return new GZIPOutputStream(out, 1 << 16) {
            {
                def.setLevel(Deflater.BEST_SPEED);
            }
        };
    }

    private static List<String> texts(CorpusSpec spec) throws IOException {
        try (Stream<Document> documents = Corpus.of(spec).documents()) {
            return documents.map(Document::text).toList();
        }
    }

    private CorpusSpec spec(String name) {
        return CorpusSpec.of(folder + "/" + name);
    }

    private CorpusSpec unquoted(String name) {
        return new CorpusSpec(
                List.of(folder + "/" + name), null, "text", null, false, 0, new Dialect(null, EncodingErrors.STRICT));
    }

    private void write(String name, String content) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        Files.writeString(folder.resolve(name), content);
    }
}
