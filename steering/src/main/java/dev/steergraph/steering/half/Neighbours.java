package dev.steergraph.steering.half;

import dev.steergraph.core.table.EdgeList;
import java.util.ArrayList;
import java.util.List;

/** Which features an edge joins with a feature, in either direction. */
public final class Neighbours {

    private final List<List<Neighbour>> of = new ArrayList<>();

    /** @param r correlation */
    public record Neighbour(int feature, double r) {}

    public Neighbours(EdgeList edges) {
        for (int f = 0; f < edges.space().size(); f++) {
            of.add(new ArrayList<>(0));
        }
        for (int e = 0; e < edges.size(); e++) {
            of.get(edges.source()[e]).add(new Neighbour(edges.target()[e], edges.r()[e]));
            of.get(edges.target()[e]).add(new Neighbour(edges.source()[e], edges.r()[e]));
        }
    }

    public List<Neighbour> of(int feature) {
        return of.get(feature);
    }
}
