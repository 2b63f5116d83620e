package dev.steergraph.bench.harness;

/**
 * One round of one side.
 *
 * @param side who did the work
 * @param units of work done, such as tokens
 * @param seconds it took
 * @param gigaflop floating-point operations per unit, in 10⁹; 0 where they are not counted
 * @param note what else there is to say, or ""
 */
public record Measurement(String side, double units, double seconds, double gigaflop, String note) {

    double perSecond() {
        return units / seconds;
    }
}
