package dev.steergraph.ingest.corpus.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.UserError;
import dev.steergraph.core.text.Document;
import dev.steergraph.ingest.corpus.CorpusPosition;
import dev.steergraph.ingest.corpus.CorpusReader;
import dev.steergraph.ingest.corpus.batch.RowSpec.Layout;
import dev.steergraph.ingest.corpus.batch.RowSpec.Pool;
import dev.steergraph.ingest.corpus.tokenizer.Bos;
import dev.steergraph.ingest.corpus.tokenizer.Tokenizer;
import dev.steergraph.ingest.corpus.tokenizer.TokenizerFilesTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TextPartsTest {

    private static final int CONTEXT = 12;
    private static final TextParts.Size SMALL = new TextParts.Size(30, 40);

    /** Words of the fixtures' vocabularies, their separators, and texts without a single row among them. */
    @Provide
    Arbitrary<List<Document>> corpora() {
        Arbitrary<String> word =
                Arbitraries.of("the", " dog", " barks", " domesticated", "[SEP]", "</s>", "<|endoftext|>", " ß", "\n");
        return word.list()
                .ofMaxSize(25)
                .map(words -> new Document("d", String.join("", words), words.isEmpty() ? "none" : null))
                .list()
                .ofMaxSize(30);
    }

    @Property(tries = 300)
    void everyTokenIsOneRowInTheOrderOfTheCorpus(
            @ForAll("corpora") List<Document> corpus, @ForAll("tokenizers") String name, @ForAll Layout layout)
            throws Exception {
        try (Tokenizer tokenizer = tokenizer(name)) {
            RowSpec spec = spec(Long.MAX_VALUE, Long.MAX_VALUE, layout, Pool.TOKEN);
            List<TextPart> parts = all(corpus, tokenizer, spec);
            List<Document> begun = new ArrayList<>();
            List<List<Integer>> rows = new ArrayList<>();
            int last = 0;
            for (TextPart part : parts) {
                assertThat(part.firstDocument()).isEqualTo(begun.size());
                begun.addAll(part.documents());
                int partRows = 0;
                for (Sequence sequence : part.sequences()) {
                    assertThat(sequence.length()).isLessThanOrEqualTo(CONTEXT);
                    for (int t = 0; t < sequence.length(); t++) {
                        int document = sequence.document()[t];
                        if (document >= 0) {
                            assertThat(document).isBetween(last, begun.size() - 1);
                            last = document;
                            while (rows.size() <= document) {
                                rows.add(new ArrayList<>());
                            }
                            rows.get(document).add(sequence.ids()[t]);
                            partRows++;
                        } else {
                            assertThat(tokenizer.isSpecial(sequence.ids()[t])).isTrue();
                        }
                    }
                }
                assertThat(part.rows()).isEqualTo(partRows);
            }
            List<List<Integer>> expected = new ArrayList<>();
            for (Document document : corpus) {
                IntStream body = Arrays.stream(tokenizer.encode(document.text()));
                List<Integer> kept = (layout == Layout.CUT ? body.limit(tokenizer.room()) : body)
                        .filter(id -> !tokenizer.isSpecial(id))
                        .boxed()
                        .toList();
                if (!kept.isEmpty()) {
                    expected.add(kept);
                }
            }
            assertThat(rows).isEqualTo(expected);
            assertThat(begun).hasSameSizeAs(expected);
        }
    }

    @Property(tries = 200)
    void packedSequencesAreFull(@ForAll("corpora") List<Document> corpus, @ForAll("tokenizers") String name)
            throws Exception {
        try (Tokenizer tokenizer = tokenizer(name)) {
            List<Sequence> sequences =
                    all(corpus, tokenizer, spec(Long.MAX_VALUE, Long.MAX_VALUE, Layout.PACK, Pool.TOKEN)).stream()
                            .flatMap(part -> part.sequences().stream())
                            .toList();
            for (int s = 0; s + 1 < sequences.size(); s++) {
                assertThat(sequences.get(s).length()).isEqualTo(CONTEXT);
            }
        }
    }

    @Property(tries = 300)
    void anyPartCanBeMadeAloneAfterTheOnesBefore(
            @ForAll("corpora") List<Document> corpus,
            @ForAll("tokenizers") String name,
            @ForAll Layout layout,
            @ForAll("limits") Long rows,
            @ForAll("limits") Long documents)
            throws Exception {
        try (Tokenizer tokenizer = tokenizer(name)) {
            RowSpec spec = spec(rows, documents, layout, Pool.TOKEN);
            List<TextPart> parts = all(corpus, tokenizer, spec);
            for (int missing = 0; missing <= parts.size(); missing++) {
                TextParts again = new TextParts(new CorpusReader(corpus.iterator()), tokenizer, spec, SMALL);
                for (int number = 0; number < parts.size(); number++) {
                    if (number == missing) {
                        assertThat(text(Objects.requireNonNull(again.next()))).isEqualTo(text(parts.get(number)));
                    } else {
                        again.skip(parts.get(number).end());
                    }
                }
                assertThat(again.next()).isNull();
            }
        }
    }

    @Property(tries = 100)
    void limitsTakeWholeDocumentsUntilThereAreEnough(
            @ForAll("corpora") List<Document> corpus, @ForAll("limits") Long rows, @ForAll("limits") Long documents)
            throws Exception {
        try (Tokenizer tokenizer = tokenizer("gpt2")) {
            List<TextPart> every = all(corpus, tokenizer, spec(Long.MAX_VALUE, Long.MAX_VALUE, Layout.CUT, Pool.TOKEN));
            List<TextPart> some = all(corpus, tokenizer, spec(rows, documents, Layout.CUT, Pool.TOKEN));
            List<Sequence> wanted = new ArrayList<>();
            long sum = 0;
            for (TextPart part : every) {
                for (Sequence sequence : part.sequences()) {
                    if (sum < rows && wanted.size() < documents) {
                        wanted.add(sequence);
                        sum += sequence.rows();
                    }
                }
            }
            assertThat(some.stream().flatMap(part -> part.sequences().stream()).map(TextPartsTest::text))
                    .containsExactlyElementsOf(
                            wanted.stream().map(TextPartsTest::text).toList());
        }
    }

    @Example
    void documentsInOneContextAreSeparatedAsTheModelWasTrained() throws Exception {
        List<Document> corpus =
                List.of(new Document("a", "the", null), new Document("b", "the", null), new Document("c", "the", null));
        RowSpec spec = spec(Long.MAX_VALUE, Long.MAX_VALUE, Layout.PACK, Pool.TOKEN);
        try (Tokenizer tokenizer = tokenizer("bert-uncased")) {
            int the = tokenizer.encode("the")[0];
            Sequence only = all(corpus, tokenizer, spec).get(0).sequences().get(0);
            assertThat(only.ids()).containsExactly(2, the, 3, the, 3, the, 3);
            assertThat(only.document()).containsExactly(-1, 0, -1, 1, -1, 2, -1);
        }
        try (Tokenizer tokenizer = TokenizerFilesTest.tokenizer("gpt2", CONTEXT, Bos.AUTO, 0)) {
            int[] the = tokenizer.encode("the");
            Sequence only = all(corpus, tokenizer, spec).get(0).sequences().get(0);
            assertThat(only.ids()[0]).isNotZero();
            assertThat(only.ids()[the.length]).isZero();
            assertThat(Arrays.stream(only.ids()).filter(id -> id == 0).count()).isEqualTo(2);
        }
    }

    @Example
    void aCorpusThatHasChangedIsRefused() throws Exception {
        List<Document> corpus = IntStream.range(0, 50)
                .mapToObj(i -> new Document("d" + i, "the dog " + i, null))
                .toList();
        RowSpec spec = spec(Long.MAX_VALUE, Long.MAX_VALUE, Layout.CUT, Pool.TOKEN);
        try (Tokenizer tokenizer = tokenizer("gpt2")) {
            CorpusPosition first = all(corpus, tokenizer, spec).get(0).end();
            List<Document> other = new ArrayList<>(corpus);
            other.set(2, new Document("d2", "the cat 2", null));
            for (List<Document> changed : List.of(other, corpus.subList(0, 2), corpus.subList(1, 50))) {
                TextParts again = new TextParts(new CorpusReader(changed.iterator()), tokenizer, spec, SMALL);
                assertThatThrownBy(() -> again.skip(first))
                        .isInstanceOf(UserError.class)
                        .hasMessageContaining("The corpus has changed since this run began")
                        .hasMessageContaining("begin a new run");
            }
        }
    }

    @Provide
    Arbitrary<String> tokenizers() {
        return Arbitraries.of("gpt2", "bert-uncased", "llama");
    }

    @Provide
    Arbitrary<Long> limits() {
        return Arbitraries.oneOf(Arbitraries.longs().between(1, 60), Arbitraries.just(Long.MAX_VALUE));
    }

    private static List<TextPart> all(List<Document> corpus, Tokenizer tokenizer, RowSpec spec) {
        TextParts parts = new TextParts(new CorpusReader(corpus.iterator()), tokenizer, spec, SMALL);
        List<TextPart> all = new ArrayList<>();
        for (TextPart part = parts.next(); part != null; part = parts.next()) {
            assertThat(part.number()).isEqualTo(all.size());
            all.add(part);
        }
        return all;
    }

    private static RowSpec spec(long rows, long documents, Layout layout, Pool pool) {
        return new RowSpec(rows, documents, CONTEXT, Bos.AUTO, layout, pool);
    }

    private static Tokenizer tokenizer(String name) throws Exception {
        return TokenizerFilesTest.tokenizer(name, CONTEXT, Bos.AUTO, null);
    }

    /** A run that has come far, of which the corpus' beginning is told only by its numbers. */
    @Example
    void countsGoOnBeyond32Bits() throws Exception {
        List<Document> corpus = IntStream.range(0, 9)
                .mapToObj(i -> new Document("d" + i, "the dog barks", null))
                .toList();
        try (Tokenizer tokenizer = tokenizer("bert-uncased")) {
            RowSpec spec = spec(Long.MAX_VALUE, Long.MAX_VALUE, Layout.CUT, Pool.TOKEN);
            TextParts parts = new TextParts(new CorpusReader(corpus.iterator()), tokenizer, spec, SMALL);
            parts.skip(
                    new CorpusPosition(0, 0, 5, 5_000_000_000L, parts.position().digest()));
            TextPart next = Objects.requireNonNull(parts.next());
            assertThat(next.firstDocument()).isEqualTo(5);
            assertThat(next.end().rows()).isEqualTo(5_000_000_000L + next.rows());

            long most = Integer.MAX_VALUE;
            TextParts far = new TextParts(new CorpusReader(corpus.iterator()), tokenizer, spec, SMALL);
            far.skip(new CorpusPosition(
                    0, 0, most, 5_000_000_000L, far.position().digest()));
            assertThat(far.position().documents()).isEqualTo(most);
            assertThatThrownBy(far::next)
                    .isInstanceOf(UserError.class)
                    .hasMessageStartingWith("A run has at most 2,147,483,647 documents");
        }
    }

    private static String text(TextPart part) {
        return part.number() + " " + part.firstDocument() + " " + part.documents() + " " + part.rows() + " "
                + part.end()
                + part.sequences().stream().map(TextPartsTest::text).toList();
    }

    private static String text(Sequence sequence) {
        return Arrays.toString(sequence.ids()) + Arrays.toString(sequence.document());
    }
}
