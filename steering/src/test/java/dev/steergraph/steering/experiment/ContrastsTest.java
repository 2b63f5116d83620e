package dev.steergraph.steering.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContrastsTest {

    private static final List<Arm> ARMS = List.of(Arm.SINGLE, Arm.COHERE, Arm.INSULATE);

    /** Features on which cohere does about half of single's damage, and insulate about as much as single. */
    private static List<FeatureCells> features(int n) {
        Random random = new Random(7);
        return IntStream.range(0, n)
                .mapToObj(f -> {
                    List<Cell> cells = new ArrayList<>(EqualGainTest.power(Arm.SINGLE, 1, 1));
                    cells.addAll(EqualGainTest.power(Arm.COHERE, 1, Math.pow(2, -1 + 0.3 * random.nextGaussian())));
                    cells.addAll(EqualGainTest.power(Arm.INSULATE, 1, Math.pow(2, 0.3 * random.nextGaussian())));
                    return EqualGainTest.feature(cells);
                })
                .toList();
    }

    private static Contrast of(List<Contrast> all, Arm arm) {
        return all.stream()
                .filter(c -> c.arm() == arm
                        && c.against() == Arm.SINGLE
                        && c.gain() == Gain.TOKENS
                        && c.damage() == Damage.KL)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aPlantedDifferenceIsFoundAndNoneIsNot() {
        List<Contrast> all = Contrasts.of(features(30), ARMS, 0);
        Contrast cohere = of(all, Arm.COHERE);
        assertThat(cohere.low()).isLessThan(-1 + 0.1).isGreaterThan(-1.4);
        assertThat(cohere.high()).isGreaterThan(-1 - 0.1).isLessThan(-0.6);
        assertThat(cohere.differs()).isTrue();
        assertThat(cohere.share()).isCloseTo(-0.5, within(0.08));
        Contrast insulate = of(all, Arm.INSULATE);
        assertThat(insulate.low()).isNegative();
        assertThat(insulate.high()).isPositive();
        assertThat(insulate.differs()).isFalse();
        assertThat(Conclusions.sentence(cohere))
                .startsWith("cohere against single: kl at equal gain of tokens -")
                .endsWith("30 features, 0 lost; a difference.");
        assertThat(Conclusions.sentence(insulate)).endsWith("no difference is shown.");
        assertThat(Conclusions.of(all))
                .hasSize((int) all.stream().filter(Contrast::primary).count());
    }

    @Test
    void theDigestHasARowForTwoArmsAndAColumnForAGainAndADamage() {
        List<Contrast> all = Contrasts.of(features(30), ARMS, 0);
        ContrastDigest digest = ContrastDigest.of(all);
        assertThat(digest.columns())
                .hasSize(Math.toIntExact(all.stream()
                        .filter(Contrast::primary)
                        .map(c -> new ContrastDigest.Column(c.gain(), c.damage()))
                        .distinct()
                        .count()))
                .contains(new ContrastDigest.Column(Gain.TOKENS, Damage.KL));
        int kl = digest.columns().indexOf(new ContrastDigest.Column(Gain.TOKENS, Damage.KL));
        ContrastDigest.Row cohere = digest.rows().stream()
                .filter(row -> row.arm().equals("cohere") && row.against().equals("single"))
                .findFirst()
                .orElseThrow();
        assertThat(cohere.cells()).hasSameSizeAs(digest.columns());
        assertThat(cohere.cells().get(kl).kind()).isEqualTo("better");
        assertThat(cohere.cells().get(kl).share()).matches("−[45]\\d%");
        assertThat(cohere.cells().get(kl).interval()).matches("\\[−\\d\\d%, −\\d\\d%]");
        assertThat(cohere.cells().get(kl).note()).isEmpty();
        Contrast lost = new Contrast(Arm.COHERE, Arm.SINGLE, Gain.TOKENS, Damage.KL, true, 1, 9, -1, -1, -1, 1, 1);
        assertThat(ContrastDigest.of(List.of(lost)).rows().get(0).cells())
                .containsExactly(new ContrastDigest.Cell("null", "not known", "", "1 of 10 features"));
    }

    @Test
    void theSameSeedGivesTheSameIntervals() {
        List<FeatureCells> features = features(12);
        assertThat(Contrasts.of(features, ARMS, 3)).isEqualTo(Contrasts.of(features, ARMS, 3));
        assertThat(of(Contrasts.of(features, ARMS, 4), Arm.COHERE).low())
                .isNotEqualTo(of(Contrasts.of(features, ARMS, 3), Arm.COHERE).low());
    }

    /** Each p by how many are not smaller, and never below what a smaller p has. */
    @Test
    void primaryComparisonsAreAdjustedAsHolmSays() {
        List<Contrast> primary = Contrasts.of(features(9), ARMS, 0).stream()
                .filter(Contrast::primary)
                .sorted(Comparator.comparingDouble(Contrast::p))
                .toList();
        double before = 0;
        for (int k = 0; k < primary.size(); k++) {
            before = Math.max(
                    before, Math.min(1, (primary.size() - k) * primary.get(k).p()));
            assertThat(primary.get(k).adjusted()).isCloseTo(before, within(1e-12));
        }
        assertThat(Contrasts.of(features(9), ARMS, 0))
                .filteredOn(c -> !c.primary())
                .isNotEmpty()
                .allMatch(c -> Double.isNaN(c.adjusted()));
    }

    @Test
    void featuresThatOneArmDoesNotReachAreCountedAsLost() {
        List<FeatureCells> features = new ArrayList<>(features(5));
        List<Cell> cells = new ArrayList<>(EqualGainTest.power(Arm.SINGLE, 1, 1));
        cells.addAll(EqualGainTest.power(Arm.COHERE, -1, 1));
        features.add(EqualGainTest.feature(cells));
        Contrast cohere = of(Contrasts.of(features, ARMS, 0), Arm.COHERE);
        assertThat(cohere.features()).isEqualTo(5);
        assertThat(cohere.lost()).isEqualTo(1);
        Contrast alone = of(Contrasts.of(features.subList(4, 6), ARMS, 0), Arm.COHERE);
        assertThat(alone.differs()).isFalse();
        assertThat(Conclusions.sentence(alone)).endsWith("is not known, as 1 of 2 features reach it by both.");
    }
}
