package dev.steergraph.ingest.load;

import dev.steergraph.core.concurrent.Futures;
import dev.steergraph.core.table.EdgeList;
import dev.steergraph.core.table.EdgeProperties;
import dev.steergraph.cypher.CypherFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.SessionConfig;

/**
 * Writes correlations between features that are there: by the nodes' ids, which need no index, one list for each source, from
 * two threads that never touch the same feature at the same time.
 *
 * <p>Most of the time goes into the server's commits, each of which works on one core.
 */
public final class EdgeWriter {

    private static final int WRITERS = 2;
    private static final int BATCH = 10_000;

    private final Driver driver;
    private final String database;

    public EdgeWriter(Driver driver, String database) {
        this.driver = driver;
        this.database = database;
    }

    /**
     * Writes all edges.
     *
     * @param details of the edges, as of a {@link LoadInput}
     * @param nodes ids of the features' nodes, by the features' numbers
     * @param progress told of each batch, by several threads
     */
    public void write(EdgeList edges, double[][] details, long[] nodes, IntConsumer progress) {
        EdgeBlocks blocks = EdgeBlocks.of(edges, WRITERS);
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try {
            for (int round = 0; round < blocks.rounds(); round++) {
                int now = round;
                List<Future<?>> writing = new ArrayList<>();
                IntStream.range(0, WRITERS)
                        .forEach(writer -> writing.add(threads.submit(
                                () -> write(edges, details, blocks.block(now, writer), nodes, progress))));
                await(writing);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Waits for all, so that nobody writes any more when one has failed. */
    private static void await(List<Future<?>> writing) {
        RuntimeException failure = null;
        for (Future<?> one : writing) {
            try {
                Futures.join(one, e -> new IllegalStateException("interrupted while correlations were written", e));
            } catch (RuntimeException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void write(EdgeList edges, double[][] details, int[] block, long[] nodes, IntConsumer progress) {
        String statement = CypherFile.load(details.length == 0 ? "load/edges.cypher" : "load/edges-details.cypher")
                .statement();
        try (Session session = driver.session(SessionConfig.forDatabase(database))) {
            for (int from = 0; from < block.length && !Thread.currentThread().isInterrupted(); from += BATCH) {
                int to = Math.min(block.length, from + BATCH);
                List<Object> rows = rows(edges, details, block, from, to, nodes);
                session.executeWriteWithoutResult(
                        tx -> tx.run(statement, Map.of("rows", rows)).consume());
                progress.accept(to - from);
            }
        }
    }

    /** {@code [source, [[target, properties...], ...]]} for each run of edges with one source. */
    private static List<Object> rows(EdgeList edges, double[][] details, int[] block, int from, int to, long[] nodes) {
        List<Object> rows = new ArrayList<>();
        List<Object> targets = new ArrayList<>();
        for (int i = from; i < to; i++) {
            int e = block[i];
            int source = edges.source()[e];
            List<@Nullable Object> target = new ArrayList<>();
            target.add(nodes[edges.target()[e]]);
            EdgeProperties.add(target, edges, details, e);
            targets.add(target);
            if (i + 1 == to || source != edges.source()[block[i + 1]]) {
                rows.add(List.of(nodes[source], targets));
                targets = new ArrayList<>();
            }
        }
        return rows;
    }
}
