// The distance of GreatCircleBenchmark in C: gcc -O3 great_circle.c -lm && ./a.out
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define ROWS 8192
static double lat1[ROWS], lon1[ROWS], lat2[ROWS], lon2[ROWS], km[ROWS];

static double radians(double degrees) { return degrees * (M_PI / 180); }

__attribute__((noinline)) static void batch(int rows) {
  for (int i = 0; i < rows; i++) {
    double phi1 = radians(lat1[i]), phi2 = radians(lat2[i]);
    double sin_lat = sin((phi2 - phi1) / 2);
    double sin_lon = sin(radians(lon2[i] - lon1[i]) / 2);
    double a = sin_lat * sin_lat + cos(phi1) * cos(phi2) * sin_lon * sin_lon;
    km[i] = 2 * 6371.0088 * asin(fmin(1, sqrt(a)));
  }
}

static double uniform(double low, double high) { return low + (high - low) * rand() / RAND_MAX; }

static double nanos(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1e9 + now.tv_nsec;
}

int main(void) {
  for (int i = 0; i < ROWS; i++) {
    lat1[i] = uniform(24, 49);
    lon1[i] = uniform(-125, -67);
    lat2[i] = uniform(24, 49);
    lon2[i] = uniform(-125, -67);
  }
  double best = 1e18;
  for (int sample = 0; sample < 200; sample++) {
    double start = nanos();
    for (int i = 0; i < 5; i++) batch(ROWS);
    double perRow = (nanos() - start) / 5 / ROWS;
    if (perRow < best) best = perRow;
  }
  printf("%d rows: %.1f ns/row (%f)\n", ROWS, best, km[ROWS - 1]);
  return 0;
}
