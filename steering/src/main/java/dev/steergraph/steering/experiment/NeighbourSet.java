package dev.steergraph.steering.experiment;

import java.util.List;

/**
 * Features that a steered feature is corrected for.
 *
 * @param same of its own set, which can be added where it is
 * @param later of later sets, which are watched
 */
record NeighbourSet(List<Member> same, List<Member> later) {

    /** @param weight how closely it goes with the steered feature: r, or what stands for it */
    record Member(int feature, double weight) {}
}
