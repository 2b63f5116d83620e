package dev.steergraph.web;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;

/**
 * Keeps answers as long as the graph stays as it is, because people ask the same again: the same screens, back and forward,
 * many at once. Whoever asks what is being answered to somebody else waits for that answer.
 */
final class Answers {

    private static final long MOST_BYTES = 64 << 20;
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final int WORTH_ZIPPING = 1_000;
    private static final int OVERHEAD = 500;

    /** Where a body is sent it is a part of the question. */
    private record Question(String state, String path, String query, String body) {}

    private record Answer(String contentType, String disposition, byte[] body, byte[] zipped, String etag) {

        static Answer of(Context ctx) throws IOException {
            byte[] body;
            try (InputStream in = ctx.resultInputStream()) {
                body = in == null ? new byte[0] : in.readAllBytes();
            }
            CRC32C checksum = new CRC32C();
            checksum.update(body);
            String etag = "W/\"" + Long.toHexString(checksum.getValue()) + "-" + body.length + "\"";
            byte[] zipped = body.length < WORTH_ZIPPING ? null : zip(body);
            return new Answer(
                    ctx.res().getContentType(), ctx.res().getHeader("Content-Disposition"), body, zipped, etag);
        }

        int weight() {
            return OVERHEAD + body.length + (zipped == null ? 0 : zipped.length);
        }

        private static byte[] zip(byte[] body) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 4);
            try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
                zip.write(body);
            }
            return bytes.toByteArray();
        }
    }

    private final AsyncCache<Question, Answer> kept = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((Question question, Answer answer) ->
                    answer.weight() + question.body().length())
            .expireAfterAccess(LONGEST)
            .buildAsync();

    private final Graph graph;

    Answers(Graph graph) {
        this.graph = graph;
    }

    /** The same resource, asked once for each state of the graph. */
    Handler keep(Handler resource) {
        return ctx -> {
            Question question = new Question(graph.state(), ctx.path(), ctx.queryString(), ctx.body());
            CompletableFuture<Answer> mine = new CompletableFuture<>();
            CompletableFuture<Answer> there = kept.asMap().putIfAbsent(question, mine);
            send(ctx, there == null ? ask(resource, ctx, mine) : await(resource, ctx, there));
        };
    }

    private static Answer ask(Handler resource, Context ctx, CompletableFuture<Answer> promised) throws Exception {
        try {
            resource.handle(ctx);
            Answer answer = Answer.of(ctx);
            promised.complete(answer);
            return answer;
        } finally {
            promised.cancel(false); // Has no effect on an answer, and is not kept.
        }
    }

    /** Where the one who asks fails, everybody fails for himself. */
    private static Answer await(Handler resource, Context ctx, CompletableFuture<Answer> promised) throws Exception {
        try {
            return promised.get();
        } catch (CancellationException e) {
            resource.handle(ctx);
            return Answer.of(ctx);
        }
    }

    private static void send(Context ctx, Answer answer) {
        ctx.header("ETag", answer.etag()).header("Vary", "Accept-Encoding");
        String known = ctx.header("If-None-Match");
        if (known != null && known.contains(answer.etag())) {
            ctx.status(304).result(new byte[0]);
            return;
        }
        if (answer.disposition() != null) {
            ctx.header("Content-Disposition", answer.disposition());
        }
        String accepted = ctx.header("Accept-Encoding");
        boolean zip = answer.zipped() != null && accepted != null && accepted.contains("gzip");
        if (zip) {
            ctx.header("Content-Encoding", "gzip");
        }
        ctx.contentType(answer.contentType()).result(zip ? answer.zipped() : answer.body());
    }
}
