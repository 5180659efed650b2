// Goroutines, channels and timers: the scheduler sleeps in poll_oneoff.
package main

import (
	"context"
	"fmt"
	"os"
	"sync"
	"time"
)

func require(holds bool, what string) {
	if !holds {
		fmt.Println("not so:", what)
		os.Exit(1)
	}
}

func main() {
	start := time.Now()
	var group sync.WaitGroup
	for i := range 100 {
		group.Add(1)
		go func() {
			defer group.Done()
			time.Sleep(time.Duration(10+i%10) * time.Millisecond)
		}()
	}
	group.Wait()
	elapsed := time.Since(start)
	require(elapsed >= 19*time.Millisecond, "no sleep ends early")
	require(elapsed < time.Second, "a hundred sleeps overlap")

	order := make(chan int, 3)
	for _, delay := range []int{30, 10, 20} {
		time.AfterFunc(time.Duration(delay)*time.Millisecond, func() { order <- delay })
	}
	for _, expected := range []int{10, 20, 30} {
		require(<-order == expected, "timers fire in order")
	}

	ticker := time.NewTicker(5 * time.Millisecond)
	for range 3 {
		<-ticker.C
	}
	ticker.Stop()

	limited, cancel := context.WithTimeout(context.Background(), 10*time.Millisecond)
	defer cancel()
	<-limited.Done()
	require(limited.Err() == context.DeadlineExceeded, "a context ends at its deadline")

	numbers, squares := make(chan int), make(chan int)
	for range 4 {
		go func() {
			for number := range numbers {
				squares <- number * number
			}
		}()
	}
	go func() {
		for number := range 1000 {
			numbers <- number
		}
		close(numbers)
	}()
	sum := 0
	for range 1000 {
		sum += <-squares
	}
	require(sum == 332833500, "a thousand squares add up")
	fmt.Println("timers")
}
