package dev.steergraph.bench.explorer;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How long answers took, from sending the request to having all of the body.
 *
 * @param first milliseconds of the first one, when nobody else asked
 * @param sorted milliseconds of the others, shortest first, while all clients asked
 * @param perSecond answers in a second, of all clients together
 * @param bytes mean size of a body as it was sent
 */
record Latencies(double first, double[] sorted, double perSecond, long bytes) {

    private record Share(double[] milliseconds, long bytes) {}

    /** The value below which this part of the answers lies. */
    double quantile(double part) {
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(Math.ceil(part * sorted.length)) - 1)];
    }

    /** Every client asks again as soon as it has its answer. The requests are asked in turns. Fresh: the explorer has no answer at hand. */
    static Latencies measure(
            HttpClient client, Endpoint endpoint, int clients, double warmUp, double seconds, boolean fresh)
            throws IOException {
        double first = send(client, endpoint.requests().get(0)).milliseconds()[0];
        run(client, endpoint, clients, warmUp, fresh);
        long start = System.nanoTime();
        List<Share> shares = run(client, endpoint, clients, seconds, fresh);
        double taken = (System.nanoTime() - start) / 1e9;
        double[] sorted = shares.stream()
                .flatMapToDouble(share -> Arrays.stream(share.milliseconds()))
                .sorted()
                .toArray();
        long bytes = shares.stream().mapToLong(Share::bytes).sum() / sorted.length;
        return new Latencies(first, sorted, sorted.length / taken, bytes);
    }

    private static List<Share> run(HttpClient client, Endpoint endpoint, int clients, double seconds, boolean fresh)
            throws IOException {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        AtomicInteger turn = new AtomicInteger();
        List<Callable<Share>> loops = new ArrayList<>();
        for (int c = 0; c < clients; c++) {
            loops.add(() -> {
                List<Double> taken = new ArrayList<>();
                long bytes = 0;
                do {
                    List<HttpRequest> requests = endpoint.requests();
                    int t = turn.getAndIncrement();
                    HttpRequest request = requests.get(t % requests.size());
                    Share one = send(client, fresh ? Endpoint.unlikeAnyOther(request) : request);
                    taken.add(one.milliseconds()[0]);
                    bytes += one.bytes();
                } while (System.nanoTime() < end);
                return new Share(taken.stream().mapToDouble(Double::doubleValue).toArray(), bytes);
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            List<Share> shares = new ArrayList<>();
            for (Future<Share> future : threads.invokeAll(loops)) {
                shares.add(future.get());
            }
            return shares;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + endpoint.name() + " was measured");
        } catch (ExecutionException e) {
            throw new IOException(endpoint.name() + " failed: " + e.getCause().getMessage(), e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private static Share send(HttpClient client, HttpRequest request) throws IOException {
        try {
            long start = System.nanoTime();
            HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            double milliseconds = (System.nanoTime() - start) / 1e6;
            if (answer.statusCode() != 200) {
                throw new IOException(request.uri() + " answers " + answer.statusCode());
            }
            return new Share(new double[] {milliseconds}, answer.body().length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + request.uri() + " was asked");
        }
    }
}
