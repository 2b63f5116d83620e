package dev.steergraph.steering.half;

import dev.steergraph.core.id.HookPoint;
import dev.steergraph.core.id.HookPoint.Site;
import dev.steergraph.core.table.FeatureSpace;
import dev.steergraph.ingest.sae.Directions;
import dev.steergraph.ingest.sae.Sae;
import dev.steergraph.ingest.sae.Transcoding;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The directions that features write, and how near to each other they are. What is added to the residual stream, at whatever
 * layer, is in one space; what attention's heads put out, or an MLP reads, is in others.
 */
public final class DecoderRows {

    private static final Set<Site> OTHER_SPACES = EnumSet.of(Site.Z, Site.LN2_NORMALIZED, Site.MLP_IN);

    private final FeatureSpace space;
    private final float[][] rows;
    private final boolean[] inStream;
    private final int[] width;

    private DecoderRows(FeatureSpace space, float[][] rows, boolean[] inStream, int[] width) {
        this.space = space;
        this.rows = rows;
        this.inStream = inStream;
        this.width = width;
    }

    /**
     * @param hooks that each set reads
     * @param saes of each set
     */
    public static DecoderRows of(FeatureSpace space, List<HookPoint> hooks, List<Sae> saes) throws IOException {
        float[][] rows = new float[saes.size()][];
        boolean[] inStream = new boolean[rows.length];
        int[] width = new int[rows.length];
        for (int place = 0; place < rows.length; place++) {
            Sae sae = saes.get(place);
            Transcoding transcoding = sae.transcoding();
            width[place] = sae.dOut();
            inStream[place] = transcoding != null
                    || !OTHER_SPACES.contains(hooks.get(place).site());
            rows[place] = Directions.of(sae, 0, sae.dSae());
        }
        return new DecoderRows(space, rows, inStream, width);
    }

    /** float[d_out], what one unit of a feature adds. */
    public float[] direction(int feature) {
        int place = space.place(feature);
        int d = width[place];
        float[] direction = new float[d];
        System.arraycopy(rows[place], space.index(feature) * d, direction, 0, d);
        return direction;
    }

    /** Cosine of two features' directions; NaN where they are of different spaces, or one has no length. */
    public double cosine(int one, int other) {
        int a = space.place(one);
        int b = space.place(other);
        boolean comparable = width[a] == width[b] && (a == b || inStream[a] && inStream[b]);
        return comparable
                ? cosine(rows[a], space.index(one) * width[a], rows[b], space.index(other) * width[b], width[a])
                : Double.NaN;
    }

    private static double cosine(float[] a, int fromA, float[] b, int fromB, int d) {
        double product = 0;
        double lengthA = 0;
        double lengthB = 0;
        for (int i = 0; i < d; i++) {
            double x = a[fromA + i];
            double y = b[fromB + i];
            product += x * y;
            lengthA += x * x;
            lengthB += y * y;
        }
        return product / Math.sqrt(lengthA * lengthB);
    }
}
