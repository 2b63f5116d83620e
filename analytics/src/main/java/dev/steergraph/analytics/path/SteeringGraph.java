package dev.steergraph.analytics.path;

import dev.steergraph.core.UserError;
import dev.steergraph.core.id.RunId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.neo4j.driver.Driver;
import org.neo4j.driver.TransactionConfig;

/**
 * The features of a run and their correlations, or what they move, in memory, for path searches. Immutable, safe for many threads.
 *
 * <p>Nodes are numbered by depth, then by key. The neighbours of node u are {@code head[offset[u]] .. head[offset[u+1]-1]},
 * ascending, over edges of either direction: steps forward from u are those to nodes that are not less deep, steps backward
 * those to nodes that are not deeper. So an edge between equal depths counts both ways, any other only downwards.
 */
public final class SteeringGraph {

    /** Costs are -ln of what hops are worth in units of 2^-36, as integers: sums are exact, so equal products tie whatever their order. */
    static final double COST_UNIT = 0x1p-36;

    /** The community of a feature that is in none. */
    public static final int NO_COMMUNITY = -1;

    private final FeatureNode[] nodes;
    private final Map<String, Integer> nodeOf;
    private final int[] offset;
    private final int[] head;
    private final double[] r;
    private final double[] mi;
    private final long[] cost;
    /** Of each arc, whether its hop leads from the node to the neighbour, and back. */
    private final boolean[] leads;

    private final boolean[] leadsBack;
    private final PathMeasure measure;

    SteeringGraph(
            FeatureNode[] nodes,
            Map<String, Integer> nodeOf,
            int[] offset,
            int[] head,
            double[] r,
            double[] mi,
            long[] cost,
            boolean[] leads,
            boolean[] leadsBack,
            PathMeasure measure) {
        this.nodes = nodes;
        this.nodeOf = nodeOf;
        this.offset = offset;
        this.head = head;
        this.r = r;
        this.mi = mi;
        this.cost = cost;
        this.leads = leads;
        this.leadsBack = leadsBack;
        this.measure = measure;
    }

    /**
     * Builds a graph from lists; their order does not matter, nor which end of a hop is called its source.
     *
     * @throws IllegalArgumentException if a key occurs twice, a hop's end is no feature of the list or is its other end, or an
     *     |r| is not 0 to 1
     */
    public static SteeringGraph of(List<FeatureNode> features, List<Hop> hops) {
        return of(features, hops, PathMeasure.R);
    }

    /** The same of hops whose numbers are those of a measure; if that has a direction, from source to target. */
    static SteeringGraph of(List<FeatureNode> features, List<Hop> hops, PathMeasure measure) {
        SteeringGraphBuilder builder = new SteeringGraphBuilder(measure);
        features.forEach(builder::feature);
        hops.forEach(h -> builder.hop(h.sourceKey(), h.targetKey(), h.r(), h.mi()));
        return builder.build();
    }

    /**
     * Streams a run's features and correlations out of Neo4j.
     *
     * @throws UserError if the database has no feature of this run
     */
    public static SteeringGraph read(Driver driver, String database, RunId run) {
        return read(driver, database, run, PathMeasure.R);
    }

    /**
     * The same of what a measure takes for hops.
     *
     * @throws UserError if the database has no feature of this run, or none of its effects
     */
    public static SteeringGraph read(Driver driver, String database, RunId run, PathMeasure measure) {
        return SteeringGraphReader.read(driver, database, run, measure, TransactionConfig.empty());
    }

    /** The same, ended by the database when it takes longer. */
    public static SteeringGraph read(Driver driver, String database, RunId run, PathMeasure measure, Duration timeout) {
        return SteeringGraphReader.read(
                driver,
                database,
                run,
                measure,
                TransactionConfig.builder().withTimeout(timeout).build());
    }

    /** Number of features. */
    public int features() {
        return nodes.length;
    }

    /** Number of correlations or effects, each counted once. */
    public int hops() {
        return head.length / 2;
    }

    /** Whether there is a feature of this key. */
    boolean contains(String key) {
        return nodeOf.containsKey(key);
    }

    /** @throws UserError if there is no such feature */
    int node(String key) {
        Integer node = nodeOf.get(key);
        if (node == null) {
            throw new UserError("there is no feature \"" + key
                    + "\" in this run; look it up with the search, its form is " + "run/model@layer-sae:index");
        }
        return node;
    }

    int depth(int node) {
        return nodes[node].depth();
    }

    int community(int node) {
        return nodes[node].community();
    }

    /** Standard deviation of the activation, NaN if it is not known. */
    double sd(int node) {
        return nodes[node].sd();
    }

    int firstArc(int node) {
        return offset[node];
    }

    int endArc(int node) {
        return offset[node + 1];
    }

    int head(int arc) {
        return head[arc];
    }

    /** What the arc is worth: |r|, or what an effect counts for. */
    double worth(int arc) {
        return measure.worth(r[arc]);
    }

    /** Whether the hop leads from the arc's tail to its head. */
    boolean leads(int arc) {
        return leads[arc];
    }

    /** Whether the hop leads from the arc's head to its tail. */
    boolean leadsBack(int arc) {
        return leadsBack[arc];
    }

    PathMeasure measure() {
        return measure;
    }

    long cost(int arc) {
        return cost[arc];
    }

    String key(int node) {
        return nodes[node].key();
    }

    Hop hop(int tail, int arc) {
        return new Hop(key(tail), key(head[arc]), r[arc], mi[arc]);
    }
}
