#!/bin/sh
# Run once by PostgreSQL's image on an empty volume: the owner of the tables, and the services' role without DDL.
set -eu
owner=$(cat /keys/owner-password)
service=$(cat /keys/service-password)
psql --set=ON_ERROR_STOP=1 --username=postgres --dbname=postgres <<SQL
create role otklik_owner login password '$owner';
create role otklik_service login password '$service';
alter role otklik_service set idle_in_transaction_session_timeout = '10s';
create database otklik owner otklik_owner;
revoke all on database otklik from public;
grant connect on database otklik to otklik_service;
SQL
