"""From a question to a courier's answer: the cache of answers, the threads and their deadline, the circuit breaker."""
