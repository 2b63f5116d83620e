package dev.steergraph.ingest.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Reading from any document on gives what reading from the first one gives from there on. */
class PlaceTest {

    /** Pieces of one to four bytes, line ends of all kinds, and a mark that is text in the middle of a file. */
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("a", "ß", "€", "😀", " ", "\n", "\r\n", "\r", "\uFEFF", "xyz\n", "word".repeat(20_000))
                .list()
                .ofMaxSize(40)
                .map(pieces -> String.join("", pieces));
    }

    @Property(tries = 40)
    void linesOfTextBeginAtTheirBytes(@ForAll("texts") String one, @ForAll("texts") String two, @ForAll boolean marked)
            throws IOException {
        Path folder = Files.createTempDirectory("places");
        Path first = Files.writeString(folder.resolve("one.txt"), (marked ? "\uFEFF" : "") + one);
        Path second = Files.writeString(folder.resolve("two.txt"), two);
        List<CorpusDocument> all = check(CorpusSpec.of(first.toString(), second.toString()));
        for (CorpusDocument document : all) {
            Path file = document.place().file() == 0 ? first : second;
            byte[] bytes = Files.readAllBytes(file);
            int from = (int) document.place().offset();
            String rest = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
            String line = rest.lines().findFirst().orElse("");
            assertThat((from == 0 && line.startsWith("\uFEFF") ? line.substring(1) : line).strip())
                    .isEqualTo(document.document().text());
            assertThat(from == 0).isEqualTo(document.place().record() == 0);
        }
        Files.delete(first);
        Files.delete(second);
        Files.delete(folder);
    }

    @Example
    void everyKindOfFileIsReadFromAPlace() throws IOException {
        Path folder = Files.createTempDirectory("places");
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            lines.add(i % 7 == 3 ? "" : "{\"text\": \"täxt " + i + "\", \"category\": \"c" + i + "\"}");
        }
        String jsonl = String.join("\r\n", lines);
        Path plain = Files.writeString(folder.resolve("a.jsonl"), jsonl);
        Path zipped = folder.resolve("b.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            out.write(jsonl.getBytes(StandardCharsets.UTF_8));
        }
        Path csv = Files.writeString(folder.resolve("c.csv"), "text,n\n\"one\ntwo\",1\nthree,2\nfour,3\n");
        Path json = Files.writeString(folder.resolve("d.json"), "[{\"text\": \"x\"}, {\"text\": \"y\"}]");
        List<CorpusDocument> all =
                check(CorpusSpec.of(plain.toString(), zipped.toString(), csv.toString(), json.toString()));
        assertThat(all).hasSize(26 + 26 + 3 + 2);
        assertThat(all.get(5).place().offset()).isPositive();
        assertThat(all.subList(26, all.size()))
                .allMatch(document -> document.place().offset() == 0);
        CorpusSpec usual = CorpusSpec.of(plain.toString());
        CorpusSpec replaced =
                new CorpusSpec(usual.names(), null, "text", null, false, 0, new Dialect('"', EncodingErrors.REPLACE));
        assertThat(check(replaced)).allMatch(document -> document.place().offset() == 0);
        CorpusSpec whole = new CorpusSpec(List.of(plain.toString()), Format.TEXT, "text", null, true, 0);
        assertThat(check(whole)).hasSize(1);
    }

    @Example
    void glossesAreReadFromAPlace() throws IOException {
        WordNet wordNet = new WordNet(3);
        List<String> all = ids(wordNet, Place.BEGINNING);
        assertThat(ids(wordNet, new Place(0, 0, 100_000))).isEqualTo(all.subList(100_000, all.size()));
    }

    private static List<CorpusDocument> check(CorpusSpec spec) throws IOException {
        Corpus corpus = Corpus.of(spec);
        List<CorpusDocument> all;
        try (Stream<CorpusDocument> documents = corpus.documents(Place.BEGINNING)) {
            all = documents.toList();
        }
        for (int i = 0; i < all.size(); i++) {
            try (Stream<CorpusDocument> documents = corpus.documents(all.get(i).place())) {
                List<CorpusDocument> rest = documents.toList();
                assertThat(rest.stream().map(CorpusDocument::document).toList())
                        .isEqualTo(all.subList(i, all.size()).stream()
                                .map(CorpusDocument::document)
                                .toList());
                assertThat(rest.stream().map(CorpusDocument::place).toList())
                        .isEqualTo(all.subList(i, all.size()).stream()
                                .map(CorpusDocument::place)
                                .toList());
            }
        }
        return all;
    }

    private static List<String> ids(Corpus corpus, Place from) throws IOException {
        try (Stream<CorpusDocument> documents = corpus.documents(from)) {
            return documents.map(document -> document.document().id()).toList();
        }
    }
}
