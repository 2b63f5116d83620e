package dev.steergraph.ingest.extract.size;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steergraph.ingest.corpus.batch.RowSpec;
import dev.steergraph.ingest.corpus.batch.RowSpec.Layout;
import dev.steergraph.ingest.corpus.batch.RowSpec.Pool;
import dev.steergraph.ingest.corpus.tokenizer.Bos;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ExpectedRowsTest {

    private static final long ALL = Long.MAX_VALUE;

    private static OptionalLong expected(long tokens, long documents, Layout layout, Pool pool, long bytes) {
        return ExpectedRows.of(
                new RowSpec(tokens, documents, 0, Bos.AUTO, layout, pool),
                bytes < 0 ? OptionalLong.empty() : OptionalLong.of(bytes));
    }

    @Test
    void areThoseWantedUnlessTheCorpusHasFewer() {
        assertThat(expected(5_000, ALL, Layout.CUT, Pool.TOKEN, -1)).hasValue(5_000);
        assertThat(expected(5_000, ALL, Layout.CUT, Pool.TOKEN, 4_000)).hasValue(1_000);
        assertThat(expected(3L << 40, ALL, Layout.PACK, Pool.TOKEN, 4L << 40)).hasValue(1L << 40);
        assertThat(expected(ALL, ALL, Layout.PACK, Pool.TOKEN, 4_000)).hasValue(1_000);
        assertThat(expected(ALL, 7, Layout.CUT, Pool.MEAN, -1)).hasValue(7);
    }

    @Test
    void areNotKnownWhereLongDocumentsAreCutOrDocumentsAreCounted() {
        assertThat(expected(ALL, ALL, Layout.CUT, Pool.TOKEN, 4_000)).isEmpty();
        assertThat(expected(ALL, ALL, Layout.SPLIT, Pool.TOKEN, -1)).isEmpty();
        assertThat(expected(5_000, 7, Layout.SPLIT, Pool.TOKEN, 4_000)).isEmpty();
        assertThat(expected(ALL, ALL, Layout.CUT, Pool.MEAN, -1)).isEmpty();
    }
}
