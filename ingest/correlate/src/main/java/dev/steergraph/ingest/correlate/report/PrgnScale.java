package dev.steergraph.ingest.correlate.report;

/**
 * ColorBrewer's diverging scale PRGn, purple for negative and green for positive values, white at zero.
 *
 * @param limit the value at which the scale ends, on both sides
 */
record PrgnScale(double limit) {

    private static final int[] COLOURS = {
        0x40004b, 0x762a83, 0x9970ab, 0xc2a5cf, 0xe7d4e8, 0xf7f7f7, 0xd9f0d3, 0xa6dba0, 0x5aae61, 0x1b7837, 0x00441b
    };

    /** 0xRRGGBB, interpolated between the scale's eleven colours. */
    int rgb(double value) {
        double at = (Math.max(-1, Math.min(1, value / limit)) + 1) / 2 * (COLOURS.length - 1);
        int low = Math.min((int) at, COLOURS.length - 2);
        int rgb = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int a = (COLOURS[low] >> shift) & 0xff;
            int b = (COLOURS[low + 1] >> shift) & 0xff;
            rgb |= (int) Math.round(a + (at - low) * (b - a)) << shift;
        }
        return rgb;
    }
}
