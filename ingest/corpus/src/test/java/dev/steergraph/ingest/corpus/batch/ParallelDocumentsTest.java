package dev.steergraph.ingest.corpus.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steergraph.core.UserError;
import dev.steergraph.core.text.Document;
import dev.steergraph.ingest.corpus.Corpus;
import dev.steergraph.ingest.corpus.CorpusDocument;
import dev.steergraph.ingest.corpus.CorpusReader;
import dev.steergraph.ingest.corpus.CorpusSpec;
import dev.steergraph.ingest.corpus.Place;
import dev.steergraph.ingest.corpus.batch.RowSpec.Layout;
import dev.steergraph.ingest.corpus.batch.RowSpec.Pool;
import dev.steergraph.ingest.corpus.tokenizer.Bos;
import dev.steergraph.ingest.corpus.tokenizer.Tokenizer;
import dev.steergraph.ingest.corpus.tokenizer.TokenizerFilesTest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ParallelDocumentsTest {

    private static Iterator<CorpusDocument> numbers(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new CorpusDocument(new Document("d" + i, Integer.toString(i), null), new Place(0, 0, i)))
                .iterator();
    }

    /** Real text, in parts of about 500 tokens. */
    @ParameterizedTest
    @EnumSource(Layout.class)
    void partsEndWhereTheyEndOnOneThread(Layout layout) throws Exception {
        RowSpec spec = new RowSpec(20_000, Long.MAX_VALUE, 0, Bos.AUTO, layout, Pool.TOKEN);
        try (Tokenizer tokenizer = TokenizerFilesTest.tokenizer("bert-uncased", 24, Bos.AUTO, null)) {
            List<String> expected = new ArrayList<>();
            try (Stream<CorpusDocument> documents =
                    Corpus.of(CorpusSpec.of("wordnet")).documents(Place.BEGINNING)) {
                expected.addAll(ends(documents.iterator(), tokenizer, spec));
            }
            assertThat(expected).hasSizeGreaterThan(30);
            for (int threads : new int[] {1, 2, 5}) {
                try (Stream<CorpusDocument> documents =
                                Corpus.of(CorpusSpec.of("wordnet")).documents(Place.BEGINNING);
                        ParallelDocuments parallel = new ParallelDocuments(
                                documents.iterator(), TextParts.encoder(tokenizer, spec), threads)) {
                    assertThat(ends(parallel, tokenizer, spec)).isEqualTo(expected);
                }
            }
        }
    }

    private static List<String> ends(Iterator<CorpusDocument> documents, Tokenizer tokenizer, RowSpec spec) {
        TextParts parts = new TextParts(CorpusReader.of(documents), tokenizer, spec, new TextParts.Size(500, 600));
        List<String> ends = new ArrayList<>();
        for (TextPart part = parts.next(); part != null; part = parts.next()) {
            ends.add(part.end() + " " + parts.resumption());
        }
        return ends;
    }

    @Test
    void severalThreadsMakeTokensAndTheOrderStays() {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        try (ParallelDocuments documents = new ParallelDocuments(
                numbers(1_000),
                text -> {
                    threads.add(Thread.currentThread().getName()
                            + Thread.currentThread().getId());
                    pause();
                    return new int[] {Integer.parseInt(text)};
                },
                3)) {
            for (int i = 0; i < 1_000; i++) {
                CorpusDocument document = documents.next();
                assertThat(document.place().record()).isEqualTo(i);
                assertThat(document.tokens(text -> new int[] {-1})).containsExactly(i);
            }
            assertThat(documents.hasNext()).isFalse();
        }
        assertThat(threads).hasSize(3);
    }

    private static void pause() {
        try {
            Thread.sleep(0, 100_000);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void faultsAreMetByWhoComesToThem() {
        Iterator<CorpusDocument> source = numbers(200);
        Iterator<CorpusDocument> broken = new Iterator<>() {
            @Override
            public boolean hasNext() {
                if (!source.hasNext()) {
                    throw new UserError("The file is damaged.");
                }
                return true;
            }

            @Override
            public CorpusDocument next() {
                return source.next();
            }
        };
        try (ParallelDocuments documents = new ParallelDocuments(
                broken,
                text -> {
                    if (text.equals("150")) {
                        throw new UserError("No token for " + text + ".");
                    }
                    return new int[1];
                },
                2)) {
            for (int i = 0; i < 200; i++) {
                CorpusDocument document = documents.next();
                if (i == 150) {
                    assertThatThrownBy(() -> document.tokens(text -> {
                                throw new UserError("No token for " + text + ".");
                            }))
                            .hasMessage("No token for 150.");
                } else {
                    assertThat(document.tokens(text -> new int[0])).hasSize(1);
                }
            }
            assertThatThrownBy(documents::hasNext).isInstanceOf(UserError.class).hasMessage("The file is damaged.");
        }
    }
}
