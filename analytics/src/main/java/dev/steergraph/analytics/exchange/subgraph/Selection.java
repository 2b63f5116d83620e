package dev.steergraph.analytics.exchange.subgraph;

import dev.steergraph.analytics.path.SteeringPath;
import dev.steergraph.core.UserError;
import java.util.List;

/** Which part of a run's graph to export. */
public sealed interface Selection {

    /** What it is, in words. */
    String description();

    /** A community at the coarsest level, with all correlations among its members. */
    record OfCommunity(int number) implements Selection {
        @Override
        public String description() {
            return "community " + number;
        }
    }

    /** A feature and all within so many correlations of it, in any direction, with all correlations among them. */
    record Neighbourhood(String key, int hops) implements Selection {

        /** @throws UserError if the number of hops is not 1 to 6 */
        public Neighbourhood {
            if (hops < 1 || hops > 6) {
                throw new UserError("a neighbourhood has 1 to 6 hops, not " + hops);
            }
        }

        @Override
        public String description() {
            return "features within " + hops + (hops == 1 ? " hop of " : " hops of ") + key;
        }
    }

    /** These features, with all correlations among them. */
    record Features(List<String> keys) implements Selection {
        public Features {
            keys = List.copyOf(keys);
        }

        @Override
        public String description() {
            return keys.size() + " features";
        }
    }

    /**
     * What a query returns: features as nodes; correlations as relationships or in paths. Where it returns nodes only, all
     * correlations among them.
     */
    record OfQuery(String cypher) implements Selection {
        @Override
        public String description() {
            return "what " + cypher.strip().replaceAll("\\s+", " ") + " returns";
        }
    }

    /** The features and correlations of these paths, and no others. */
    record Paths(List<SteeringPath> paths) implements Selection {

        /** @throws UserError if there is no path */
        public Paths {
            paths = List.copyOf(paths);
            if (paths.isEmpty()) {
                throw new UserError("there is no path to export between these features; ask for fewer conditions");
            }
        }

        @Override
        public String description() {
            List<String> first = paths.get(0).keys();
            return paths.size() + (paths.size() == 1 ? " path from " : " paths from ") + first.get(0) + " to "
                    + first.get(first.size() - 1);
        }
    }
}
