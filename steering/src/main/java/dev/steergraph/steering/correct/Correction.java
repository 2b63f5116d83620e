package dev.steergraph.steering.correct;

import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * What is added at a hook point in the place of c·d_a alone, where a is the steered feature, d its direction and c what its
 * activation is to rise by. Letters: m neighbours, s_j their standard deviations, r_j how closely they go with a.
 *
 * <ul>
 *   <li>{@link #single}: c·d_a.
 *   <li>{@link #cohere}: neighbours follow as they do in text: c·d_a + Σ_j r_j (s_j / s_a) c·d_j, the slope of the regression of
 *       each on a. Only the shift is added, each row keeps how its own activations differ from what the regression predicts.
 *   <li>{@link #insulate}: neighbours that would move are held back: c·d_a − Σ_j g_j d_j, with g the ridge solution of what was
 *       measured, min Σ_i ((c J_ia − (J g)_i) / s_i)² + λ|g|².
 *   <li>{@link #insulateByCosine}: the same without measuring, by what the directions have in common: g_j = c (d_a·d_j) / |d_j|².
 *   <li>{@link #whiten}: c S⁻¹d_a |d_a|² / (d_aᵀS⁻¹d_a), with S the second moment of the activations, shrunk: of all vectors
 *       with the same projection on d_a the one that moves activations least against how they vary.
 * </ul>
 */
public final class Correction {

    /**
     * What share of the way neighbours follow. On SmolLM2 all of it costs more for what is gained than half of it:
     * docs/experiment.md.
     */
    public static final double FOLLOW = 0.5;

    private Correction() {}

    public static float[] single(float[] direction, double c) {
        float[] delta = new float[direction.length];
        add(delta, direction, c);
        return delta;
    }

    /** @param sd s_a */
    public static float[] cohere(float[] direction, double sd, double c, List<Neighbour> neighbours) {
        float[] delta = single(direction, c);
        for (Neighbour neighbour : neighbours) {
            add(delta, neighbour.direction(), follow(sd, c, neighbour));
        }
        return delta;
    }

    /** By how much a neighbour's activation rises with the steered feature's by c. */
    public static double follow(double sd, double c, Neighbour neighbour) {
        return sd > 0 ? neighbour.weight() * neighbour.sd() / sd * c : 0;
    }

    public static float[] insulateByCosine(float[] direction, double c, List<Neighbour> neighbours) {
        float[] delta = single(direction, c);
        for (Neighbour neighbour : neighbours) {
            add(delta, neighbour.direction(), held(direction, c, neighbour));
        }
        return delta;
    }

    /** By how much a neighbour's activation is changed where what its direction has in common with the feature's is taken off. */
    public static double held(float[] direction, double c, Neighbour neighbour) {
        double product = 0;
        double squares = 0;
        for (int i = 0; i < direction.length; i++) {
            product += (double) direction[i] * neighbour.direction()[i];
            squares += (double) neighbour.direction()[i] * neighbour.direction()[i];
        }
        return squares > 0 ? -c * product / squares : 0;
    }

    /** @param g double[m], what is taken off along each neighbour where the steered feature rises by 1 */
    public static float[] insulate(float[] direction, double c, List<Neighbour> neighbours, double... g) {
        float[] delta = single(direction, c);
        for (int j = 0; j < g.length; j++) {
            add(delta, neighbours.get(j).direction(), -c * g[j]);
        }
        return delta;
    }

    /**
     * The ridge solution g for c = 1.
     *
     * @param own double[w], what each watched feature does where the steered one rises by 1
     * @param others double[w][m], what each watched feature does where each neighbour rises by 1
     * @param sd double[w], standard deviations of the watched features
     * @param ridge λ, in units of the mean of the diagonal of the normal matrix, so that it means the same for all features
     * @return double[m]
     */
    public static double[] ridge(double[] own, double[][] others, double[] sd, double ridge) {
        int w = own.length;
        int m = w == 0 ? 0 : others[0].length;
        if (m == 0) {
            return new double[0];
        }
        RealMatrix a = new Array2DRowRealMatrix(w, m);
        RealVector b = new ArrayRealVector(w);
        for (int i = 0; i < w; i++) {
            double unit = sd[i] > 0 ? 1 / sd[i] : 0;
            b.setEntry(i, own[i] * unit);
            for (int j = 0; j < m; j++) {
                a.setEntry(i, j, others[i][j] * unit);
            }
        }
        RealMatrix normal = a.transpose().multiply(a);
        double level = normal.getTrace() / m;
        if (!(level > 0)) {
            return new double[m];
        }
        for (int j = 0; j < m; j++) {
            normal.addToEntry(j, j, Math.max(ridge, 1e-9) * level);
        }
        return new CholeskyDecomposition(normal)
                .getSolver()
                .solve(a.transpose().operate(b))
                .toArray();
    }

    /**
     * @param inverse S⁻¹ of the shrunk second moment, as {@link #shrunk} prepares it
     */
    public static float[] whiten(float[] direction, double c, CholeskyDecomposition inverse) {
        double[] d = new double[direction.length];
        double squares = 0;
        for (int i = 0; i < d.length; i++) {
            d[i] = direction[i];
            squares += d[i] * d[i];
        }
        RealVector solved = inverse.getSolver().solve(new ArrayRealVector(d, false));
        double scale = c * squares / solved.dotProduct(new ArrayRealVector(d, false));
        float[] delta = new float[d.length];
        for (int i = 0; i < d.length; i++) {
            delta[i] = (float) (scale * solved.getEntry(i));
        }
        return delta;
    }

    /** S + λ (tr S / d) I, decomposed. @param moment double[d][d], mean of x xᵀ */
    public static CholeskyDecomposition shrunk(double[][] moment, double lambda) {
        RealMatrix s = new Array2DRowRealMatrix(moment);
        double level = s.getTrace() / moment.length;
        for (int i = 0; i < moment.length; i++) {
            s.addToEntry(i, i, lambda * level);
        }
        return new CholeskyDecomposition(s, 1e-6, 0);
    }

    /** A direction that is drawn, as long as another. */
    public static float[] random(float[] like, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] drawn = new double[like.length];
        double length = 0;
        double wanted = 0;
        for (int i = 0; i < drawn.length; i++) {
            double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
            drawn[i] = radius * Math.cos(2 * Math.PI * random.nextDouble());
            length += drawn[i] * drawn[i];
            wanted += (double) like[i] * like[i];
        }
        float[] scaled = new float[drawn.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) (drawn[i] * Math.sqrt(wanted / length));
        }
        return scaled;
    }

    private static void add(float[] delta, float[] direction, double factor) {
        for (int i = 0; i < delta.length; i++) {
            delta[i] += (float) (factor * direction[i]);
        }
    }
}
